package dev.watchkeeper.google;

import dev.watchkeeper.audit.AccessProbe;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;

/** Asks for the smallest thing behind every scope. */
final class GoogleDoctor implements AccessProbe {
    private final List<Probe> probes;

    /** A scope and a request that needs it. */
    record Probe(ApiScope scope, Attempt attempt) {}

    /** Sends the request. */
    @FunctionalInterface
    interface Attempt {
        void run(Tenant tenant, Deadline deadline) throws SourceException;
    }

    GoogleDoctor(List<Probe> probes) {
        this.probes = List.copyOf(probes);
    }

    @Override
    public List<Access> probe(Tenant tenant, Deadline deadline) {
        List<Access> found = new ArrayList<>();
        for (Probe probe : probes) {
            found.add(probe(probe, tenant, deadline));
        }
        return found;
    }

    private static Access probe(Probe probe, Tenant tenant, Deadline deadline) {
        ApiScope scope = probe.scope();
        try {
            probe.attempt().run(tenant, deadline);
            return new Access(scope.url(), scope.optional(), "ok", "", scope.lostWithout());
        } catch (SourceException e) {
            // No report yet still proves that we may ask.
            boolean asked = e.kind() == Kind.NO_DATA;
            return new Access(
                    scope.url(),
                    scope.optional(),
                    asked ? "ok" : e.kind().word(),
                    e.explanation(),
                    scope.lostWithout());
        }
    }
}
