package dev.watchkeeper.audit;

import dev.watchkeeper.sla.Cadence;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which promises a contract makes for the present and the next period; pure. */
public final class EntitlementPlan {
    private EntitlementPlan() {}

    /**
     * The periods that cover now or come next, counted from the contract's first day in the tenant's zone; a contract
     * without one counts from New Year.
     *
     * @param promises what a plan promises, by plan id; empty for one that promises nothing
     */
    public static List<Entitlement> of(
            Tenant tenant, Function<String, Map<EntitlementKind, Cadence>> promises, Instant now) {
        List<Entitlement> owed = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(now, tenant.zone());
        for (Contract contract : tenant.contracts()) {
            Instant end = contract.to();
            LocalDate last = end == null ? LocalDate.MAX : LocalDate.ofInstant(end, tenant.zone());
            Instant begin = contract.from();
            LocalDate anchor = begin == null ? today.withDayOfYear(1) : LocalDate.ofInstant(begin, tenant.zone());
            promises.apply(contract.plan()).forEach((kind, cadence) -> {
                int step = months(cadence);
                int index = 0;
                while (!anchor.plusMonths((index + 1L) * step).isAfter(today)) {
                    index++;
                }
                for (int i = index; i <= index + 1; i++) {
                    // Counted from the anchor each time, so that the 31st comes back after February.
                    LocalDate from = anchor.plusMonths((long) i * step);
                    LocalDate to = anchor.plusMonths((i + 1L) * step);
                    boolean promised = from.isBefore(last);
                    if (promised) {
                        owed.add(new Entitlement(
                                tenant.id(), kind, contract.plan(), from, to.isAfter(last) ? last : to, null, "", ""));
                    }
                }
            });
        }
        return owed;
    }

    static int months(Cadence cadence) {
        return switch (cadence) {
            case MONTHLY -> 1;
            case QUARTERLY -> 3;
            case HALF_YEARLY -> 6;
            case YEARLY -> 12;
        };
    }
}
