package dev.watchkeeper.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt as it is remembered. */
public record Attempt(
        int n,
        Instant startedAt,
        @Nullable Instant dataStartedAt,
        @Nullable Instant endedAt,
        @Nullable String phase,
        @Nullable Integer code,
        @Nullable String reply,
        @Nullable String errorClass) {}
