package dev.watchkeeper.finding;

import java.time.Instant;
import java.util.Optional;

/** What is known about a problem besides the problem: exceptions agreed beforehand, and larger causes. */
public interface Circumstances {
    /** Nothing is excepted and nothing explains anything. */
    Circumstances NONE = new Circumstances() {
        @Override
        public Optional<Agreed> exception(String tenantId, String checkId, String subject) {
            return Optional.empty();
        }

        @Override
        public Optional<String> heldBy(String tenantId, String checkId) {
            return Optional.empty();
        }
    };

    /** An exception from the configuration that covers the subject, whether or not its end has passed. */
    Optional<Agreed> exception(String tenantId, String checkId, String subject);

    /** What explains findings of this check just now, for example {@code incident:abc}. */
    Optional<String> heldBy(String tenantId, String checkId);

    /** An accepted deviation written in the configuration. */
    record Agreed(String reason, Instant until) {}
}
