package dev.watchkeeper.digest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise that is running out, or broken and still open.
 *
 * @param incident key of its alert thread
 * @param ticket what people call it, for example {@code 48213}
 * @param title subject of the ticket, a stranger's text
 * @param metric {@code first_response}, {@code next_response}, {@code periodic_update} or {@code resolution}
 * @param severity {@code S1} to {@code S4}
 * @param remaining business time left at the instant of the digest; zero if breached
 * @param url page of the ticket; null if the source gives none
 */
public record OpenClock(
        String tenantId,
        String incident,
        String ticket,
        String title,
        String metric,
        String severity,
        Instant openedAt,
        Instant dueAt,
        boolean breached,
        Duration remaining,
        boolean assigned,
        boolean replied,
        @Nullable String url) {}
