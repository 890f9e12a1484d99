package dev.watchkeeper.app;

import dev.watchkeeper.audit.Rhythm;
import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.calendar.WorkWeek;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.sla.Cadence;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.sla.Plan;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Working days, holidays and quarters as people, zones and plans have them at this moment. */
final class WorkCalendars implements Rhythm {
    private static final Set<String> CHINA =
            Set.of("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "PRC");
    private static final LocalDate CALENDAR_QUARTERS = LocalDate.of(2000, 1, 1);

    private final Supplier<Configuration> configuration;

    WorkCalendars(Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    WorkDays of(Person person) {
        return week(person.workDays());
    }

    @Override
    public WorkDays workDays(Tenant tenant) {
        return week(isChinese(tenant) ? "cn-workdays" : "mon-fri");
    }

    /** Days that say nothing about what is normal at a tenant. */
    Holidays holidays(Tenant tenant) {
        WorkDays days = workDays(tenant);
        return isChinese(tenant) ? date -> date.getDayOfWeek().getValue() <= 5 && !days.isWorkDay(date) : Holidays.NONE;
    }

    private WorkDays week(String text) {
        return WorkWeek.of(text, configuration.get().holidays());
    }

    private static boolean isChinese(Tenant tenant) {
        return CHINA.contains(tenant.zone().getId());
    }

    /** Quarters run from the begin of the contract; of one without a begin, from January. */
    @Override
    public Optional<LocalDate> quarterlyAnchor(Tenant tenant, Instant at) {
        return tenant.contracts().stream()
                .filter(contract -> contract.covers(at))
                .findFirst()
                .filter(contract -> owesQuarterly(contract, at))
                .map(contract -> contract.from() == null
                        ? CALENDAR_QUARTERS
                        : LocalDate.ofInstant(contract.from(), tenant.zone()));
    }

    private boolean owesQuarterly(Contract contract, Instant at) {
        ServiceLevels levels = configuration.get().levels();
        Plan plan = levels == null ? null : levels.policies().at(at).plans().get(contract.plan());
        return plan != null
                && Stream.of(EntitlementKind.HEALTH_CHECK, EntitlementKind.COMPLIANCE_REVIEW)
                        .map(plan.entitlements()::get)
                        .anyMatch(cadence -> cadence == Cadence.QUARTERLY || cadence == Cadence.MONTHLY);
    }
}
