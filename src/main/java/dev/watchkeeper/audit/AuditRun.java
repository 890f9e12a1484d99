package dev.watchkeeper.audit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One audit of one tenant, as stored.
 *
 * @param id unique over all nodes; names the findings' events that it caused
 * @param node who ran it
 * @param error why there is no result, in one line; null if there is one
 */
public record AuditRun(
        String id,
        String tenantId,
        Scope scope,
        String node,
        Instant startedAt,
        Instant finishedAt,
        Outcome outcome,
        int passed,
        int failed,
        int unknown,
        int notApplicable,
        List<Examination.Problem> problems,
        @Nullable String error) {
    /** How it went. */
    public enum Outcome {
        /** Everything could be read. */
        OK,
        /** Some source could not be read; the checks that need it are unknown. */
        PARTIAL,
        /** No result at all. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AuditRun {
        problems = List.copyOf(problems);
    }
}
