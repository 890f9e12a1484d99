package dev.watchkeeper.dns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.xbill.DNS.Type;

/**
 * A name that always has MX. While it cannot be read, what we see of any domain says something about us and nothing
 * about the domain. Safe for use by many threads: one of them asks, and what it hears counts for ten seconds.
 */
final class ControlName {
    private static final Duration COUNTS = Duration.ofSeconds(10);

    private final DnsClient client;
    private final Clock clock;
    private volatile Seen seen = new Seen(Instant.EPOCH, "");

    private record Seen(Instant at, String trouble) {}

    ControlName(DnsClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Why our own DNS cannot be trusted, in words; empty while it can. */
    synchronized String trouble() {
        String name = client.settings().controlName();
        if (name.isEmpty()) {
            return "";
        }
        if (!isFresh(seen, clock.instant())) {
            String trouble = trouble(name, client.ask(name, Type.MX));
            seen = new Seen(clock.instant(), trouble);
        }
        return seen.trouble();
    }

    /** The trouble that was seen within the last seconds, without asking: nobody need wait for the same time-out. */
    String trouble(Instant now) {
        Seen last = seen;
        return isFresh(last, now) ? last.trouble() : "";
    }

    private static boolean isFresh(Seen seen, Instant now) {
        return !now.isBefore(seen.at()) && now.isBefore(seen.at().plus(COUNTS));
    }

    private String trouble(String name, Answer answer) {
        if (answer.isUnknown()) {
            return "our own DNS does not answer: " + name + " cannot be read either (" + answer.why() + ")";
        }
        // A resolver that denies everybody is a broken one, or a portal; a test's own resolver may know nobody.
        return answer.isAbsent() && !client.inLaboratory()
                ? "our own DNS does not tell the truth: it says that " + name + " has no mail server"
                : "";
    }
}
