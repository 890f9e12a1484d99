package dev.watchkeeper.app;

import dev.watchkeeper.audit.Rhythm;
import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.calendar.WorkWeek;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.holidays.CountryHolidays;
import dev.watchkeeper.sla.Cadence;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.sla.Plan;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Working days, holidays and quarters as people, zones and plans have them at this moment. */
final class WorkCalendars implements Rhythm {
    private static final Set<String> CHINA =
            Set.of("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "PRC");
    private static final LocalDate CALENDAR_QUARTERS = LocalDate.of(2000, 1, 1);

    /** The country whose holidays a zone keeps, where one zone is one country. */
    private static final Map<String, String> COUNTRIES = Map.ofEntries(
            Map.entry("Asia/Hong_Kong", "hk"),
            Map.entry("Asia/Singapore", "sg"),
            Map.entry("Asia/Tokyo", "jp"),
            Map.entry("Asia/Seoul", "kr"),
            Map.entry("Asia/Bangkok", "th"),
            Map.entry("Asia/Kolkata", "in"),
            Map.entry("Australia/Sydney", "au"),
            Map.entry("Australia/Melbourne", "au"),
            Map.entry("Pacific/Auckland", "nz"),
            Map.entry("Europe/London", "gb"),
            Map.entry("Europe/Dublin", "ie"),
            Map.entry("Europe/Paris", "fr"),
            Map.entry("Europe/Berlin", "de"),
            Map.entry("Europe/Vienna", "at"),
            Map.entry("Europe/Zurich", "ch"),
            Map.entry("Europe/Rome", "it"),
            Map.entry("Europe/Madrid", "es"),
            Map.entry("Europe/Lisbon", "pt"),
            Map.entry("Europe/Amsterdam", "nl"),
            Map.entry("Europe/Brussels", "be"),
            Map.entry("Europe/Warsaw", "pl"),
            Map.entry("Europe/Stockholm", "se"),
            Map.entry("Europe/Oslo", "no"),
            Map.entry("Europe/Copenhagen", "dk"),
            Map.entry("Europe/Helsinki", "fi"),
            Map.entry("America/New_York", "us"),
            Map.entry("America/Chicago", "us"),
            Map.entry("America/Denver", "us"),
            Map.entry("America/Los_Angeles", "us"),
            Map.entry("America/Toronto", "ca"),
            Map.entry("America/Sao_Paulo", "br"),
            Map.entry("America/Mexico_City", "mx"));

    private final Supplier<Configuration> configuration;
    private final Map<String, Holidays> countries = new ConcurrentHashMap<>();

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
        if (isChinese(tenant)) {
            return new Holidays() {
                @Override
                public boolean isHoliday(LocalDate date) {
                    return !isWeekend(date) && !days.isWorkDay(date);
                }

                @Override
                public boolean isMadeUp(LocalDate date) {
                    return isWeekend(date) && days.isWorkDay(date);
                }
            };
        }
        String country = COUNTRIES.get(tenant.zone().getId());
        return country == null
                ? Holidays.NONE
                : countries.computeIfAbsent(
                        country,
                        code -> CountryHolidays.find(code)
                                .<Holidays>map(set -> set::isOff)
                                .orElse(Holidays.NONE));
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek().getValue() > 5;
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
