package dev.watchkeeper.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A source could not be read; says what kind of failure it was, so that nobody has to parse a message. */
public final class SourceException extends Exception {
    /** What kind of failure, and thereby what to do about it. */
    public enum Kind {
        /** Our access is missing or was withdrawn: a finding about ourselves, no retry. */
        PERMISSION,
        /** Too many requests: back off, try later. */
        THROTTLED,
        /** A passing fault of the service or the network, retries used up. */
        UNAVAILABLE,
        /** The data for this date does not exist yet, or never will. */
        NO_DATA,
        /** The request itself was refused as wrong: a fault of ours or of the configuration. */
        REFUSED,
        /** Not set up: no credentials, no delegation subject, optional source not granted. */
        NOT_CONFIGURED,
        /** The tenant's deadline passed, or we are shutting down. */
        CANCELLED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Kind kind;
    private final String source;
    private final @Nullable Duration retryAfter;

    /**
     * @param source for example {@code reports:token}, {@code usage:customer}, {@code directory:users}, {@code dns}
     */
    public SourceException(
            Kind kind, String source, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.source = source;
        this.retryAfter = retryAfter;
    }

    public SourceException(Kind kind, String source, String message) {
        this(kind, source, message, null, null);
    }

    public Kind kind() {
        return kind;
    }

    public String source() {
        return source;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The message without null. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
