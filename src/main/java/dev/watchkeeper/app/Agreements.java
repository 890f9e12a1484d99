package dev.watchkeeper.app;

import dev.watchkeeper.finding.Circumstances;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/** Deviations that customers have accepted, as {@code checks.yaml} says at this moment. */
final class Agreements implements Circumstances {
    private final Supplier<Configuration> configuration;

    Agreements(Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    @Override
    public Optional<Agreed> exception(String tenantId, String checkId, String subject) {
        Configuration now = configuration.get();
        ZoneId zone =
                now.portfolio().tenant(tenantId).map(tenant -> tenant.zone()).orElse(ZoneId.of("UTC"));
        return now.checks().exceptions().stream()
                .filter(one -> one.thresholds().isEmpty())
                .filter(one -> one.tenant().equals(tenantId) && one.check().equals(checkId))
                .filter(one -> one.subject() == null || one.subject().equals(subject))
                .findFirst()
                .map(one -> new Agreed(
                        one.reason() + (one.author() == null ? "" : " (" + one.author() + ")"),
                        one.until().plusDays(1).atStartOfDay(zone).toInstant()));
    }

    @Override
    public Optional<String> heldBy(String tenantId, String checkId) {
        return Optional.empty();
    }
}
