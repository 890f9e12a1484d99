package dev.watchkeeper.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whom Google refuses us, over all tenants. */
@FunctionalInterface
public interface Refusals {
    /**
     * By source, for example {@code reports:login}.
     *
     * @param triedSince tenants that were not tried since then do not count
     */
    Map<String, Refused> bySource(Instant triedSince);

    /**
     * How one source fares.
     *
     * @param tried for how many tenants it was tried
     * @param since when each refusal that goes on began; without tenants whose edition never had the source
     */
    record Refused(int tried, List<Instant> since) {
        public Refused {
            since = List.copyOf(since);
        }
    }
}
