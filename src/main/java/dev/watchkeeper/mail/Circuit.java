package dev.watchkeeper.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a route may be used. Closed in good times; open after it refused us, for 1, 5, 15, then 30 minutes; then half
 * open, which lets one mail try. Immutable.
 *
 * @param refusals refusals in a row
 * @param openUntil null while closed
 */
public record Circuit(int refusals, @Nullable Instant openUntil, String cause) {
    public static final Circuit CLOSED = new Circuit(0, null, "");

    private static final List<Duration> RESTS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30));
    private static final Duration PROBE = Duration.ofHours(1);

    public boolean permits(Instant now) {
        return openUntil == null || !now.isBefore(openUntil);
    }

    /** True if the next mail is the one that tries whether the route works again. */
    public boolean halfOpen(Instant now) {
        return openUntil != null && permits(now);
    }

    Circuit after(SendOutcome outcome, Instant now) {
        return switch (ReplyClass.of(outcome)) {
            case ROUTE_DOWN ->
                new Circuit(refusals + 1, now.plus(RESTS.get(Math.min(refusals, RESTS.size() - 1))), describe(outcome));
            case LIMIT_REACHED -> new Circuit(refusals + 1, now.plus(PROBE), describe(outcome));
            case RETRY, UNKNOWN_FATE ->
                halfOpen(now)
                        ? new Circuit(refusals + 1, now.plus(RESTS.get(Math.min(refusals, RESTS.size() - 1))), cause)
                        : this;
            default -> CLOSED;
        };
    }

    private static String describe(SendOutcome outcome) {
        return outcome.code() > 0 ? outcome.code() + " " + outcome.reply() : outcome.reply();
    }
}
