package dev.watchkeeper.audit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Hands out a quota in small blocks to all who share it. A block that is not used is lost with its validity, so whoever
 * dies gives back by time alone. Safe for use by several threads.
 */
public interface QuotaLeases {
    /**
     * Asks for a block; may take as long as a database transaction.
     *
     * @return how many requests may be sent within {@link QuotaRate#VALID} from the beginning of this call
     * @throws RuntimeException if those who share cannot be reached: then nothing may be sent
     */
    int lease(Ask ask);

    /**
     * One request for a block.
     *
     * @param bucket what the quota is of, for example {@code all} or {@code filtered}
     * @param wanted at least 1
     * @param waiting for how many tenants: blocks are shared in this proportion when there is not enough
     * @param refused the owner of the quota has said since the last call that it is too much: what is saved is dropped
     */
    record Ask(String bucket, QuotaRate rate, int wanted, int waiting, boolean refused) {}

    /** The part of what a bucket holds that one of several may take: its share, but one if there is one. */
    static int share(double held, Ask ask, int waitingElsewhere) {
        int mine = Math.max(1, ask.waiting());
        double part = held * mine / (mine + waitingElsewhere);
        return Math.min(ask.wanted(), (int) Math.max(part, Math.min(1, held)));
    }

    /** For a process that shares with nobody. */
    static QuotaLeases alone(LongSupplier nanoTime) {
        return new QuotaLeases() {
            private final Map<String, double[]> held = new HashMap<>();
            private final Map<String, Long> at = new HashMap<>();

            @Override
            public synchronized int lease(Ask ask) {
                long now = nanoTime.getAsLong();
                double[] level = held.computeIfAbsent(
                        ask.bucket(), b -> new double[] {ask.rate().saved()});
                Long before = at.put(ask.bucket(), now);
                level[0] = ask.rate().refilled(level[0], Duration.ofNanos(before == null ? 0 : now - before));
                level[0] = ask.refused() ? 0 : level[0];
                int given = share(level[0], ask, 0);
                level[0] -= given;
                return given;
            }
        };
    }
}
