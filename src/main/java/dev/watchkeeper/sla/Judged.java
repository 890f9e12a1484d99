package dev.watchkeeper.sla;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A clock with its proof, which is empty unless somebody asked for it. */
record Judged(Clock clock, List<ProofLine> proof) {
    /**
     * Puts back how clocks ended by an older knowledge: those of {@code folded} that ended in [{@code from},
     * {@code until}) stand as they ended in {@code known}. Both pictures hold the same happenings, so an ending is found
     * by metric and instant, or by the cycle where a change of grade began it anew.
     */
    static List<Judged> standing(List<Judged> folded, List<Judged> known, Instant from, Instant until) {
        Map<String, Judged> standing = new LinkedHashMap<>();
        for (Judged one : folded) {
            Instant end = one.clock.endedAt();
            boolean ended = end != null && !end.isBefore(from) && end.isBefore(until);
            Judged stands = ended
                    ? counterpart(one.clock, known, until)
                            .map(then -> then.than(one))
                            .orElse(one)
                    : one;
            standing.putIfAbsent(stands.clock.id(), stands);
        }
        return List.copyOf(standing.values());
    }

    private static Optional<Judged> counterpart(Clock clock, List<Judged> known, Instant until) {
        return known.stream()
                .filter(then -> then.clock.metric() == clock.metric() && isEndedBy(then.clock, until))
                .filter(then -> Objects.equals(then.clock.endedAt(), clock.endedAt())
                        && then.clock.startedAt().equals(clock.startedAt()))
                .findFirst()
                .or(() -> known.stream()
                        .filter(then -> then.clock.metric() == clock.metric() && isEndedBy(then.clock, until))
                        .filter(then -> Objects.equals(then.clock.endedAt(), clock.endedAt()))
                        .findFirst());
    }

    private static boolean isEndedBy(Clock clock, Instant until) {
        Instant end = clock.endedAt();
        return end != null && end.isBefore(until);
    }

    /** This as it ended, marked if what is known now would say something else. */
    private Judged than(Judged now) {
        Clock other = now.clock;
        boolean same = clock.verdict() == other.verdict()
                && clock.usedSeconds() == other.usedSeconds()
                && Objects.equals(clock.targetSeconds(), other.targetSeconds())
                && Objects.equals(clock.breachAt(), other.breachAt())
                && Objects.equals(clock.plan(), other.plan())
                && Objects.equals(clock.reason(), other.reason());
        return same ? now : new Judged(clock.standing(), proof);
    }

    static Map<String, List<ProofLine>> proofs(List<Judged> all) {
        Map<String, List<ProofLine>> proofs = new LinkedHashMap<>();
        all.forEach(one -> {
            if (!one.proof.isEmpty()) {
                proofs.put(one.clock.id(), one.proof);
            }
        });
        return proofs;
    }

    static @Nullable Instant end(Judged one) {
        return one.clock.endedAt();
    }
}
