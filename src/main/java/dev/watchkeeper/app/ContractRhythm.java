package dev.watchkeeper.app;

import dev.watchkeeper.audit.Rhythm;
import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Tenant;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Working days and quarters as contracts and calendars say. */
final class ContractRhythm implements Rhythm {
    @Override
    public WorkDays workDays(Tenant tenant) {
        return date -> date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
    }

    @Override
    public Optional<LocalDate> quarterlyAnchor(Tenant tenant, Instant at) {
        return tenant.contracts().stream()
                .filter(contract -> contract.covers(at))
                .findFirst()
                .map(Contract::from)
                .map(from -> LocalDate.ofInstant(from, tenant.zone()));
    }
}
