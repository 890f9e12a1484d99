package dev.watchkeeper.sla;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for all clocks of a ticket when its fold ends. */
record FoldClose(
        Instant now,
        Instant watermark,
        @Nullable Instant refoldAt,
        @Nullable Instant silentUntil,
        Set<String> flags) {}
