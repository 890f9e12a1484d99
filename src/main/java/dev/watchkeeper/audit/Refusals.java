package dev.watchkeeper.audit;

import java.time.Instant;
import java.util.List;

/** Whom Google refuses us, over all tenants. */
@FunctionalInterface
public interface Refusals {
    /**
     * One entry per source and answer.
     *
     * @param triedSince tenants that were not tried since then do not count
     */
    List<Refused> goingOn(Instant triedSince);

    /**
     * One source refused with one answer.
     *
     * @param source for example {@code reports:login}
     * @param answer Google's words: different ones have different causes
     * @param tried for how many tenants the source was tried
     * @param since when each refusal that goes on began; without tenants whose edition never had the source
     */
    record Refused(String source, String answer, int tried, List<Instant> since) {
        public Refused {
            since = List.copyOf(since);
        }
    }
}
