package dev.watchkeeper.config;

import java.nio.charset.StandardCharsets;

/** A password, token or key. Only {@link #reveal()} gives it out; logs and messages show {@code [REDACTED]}. */
public record Secret(String reveal) {
    /** Compares without telling by its duration how much was right. */
    public boolean matches(String other) {
        return java.security.MessageDigest.isEqual(
                reveal.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
