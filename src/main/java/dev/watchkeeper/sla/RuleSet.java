package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidayFile;
import dev.watchkeeper.tenant.Contract;
import java.util.List;
import java.util.Map;

/**
 * Everything written by hand that decides deadlines.
 *
 * @param contracts by customer domain in lower case
 * @param holidays sets given day by day: a make-up day that is announced late opens hours that nobody knew of
 */
public record RuleSet(
        List<Policy> policies,
        List<CalendarSpec> calendars,
        Map<String, List<Contract>> contracts,
        List<HolidayFile> holidays) {
    public RuleSet {
        policies = List.copyOf(policies);
        calendars = List.copyOf(calendars);
        contracts = Map.copyOf(contracts);
        holidays = List.copyOf(holidays);
    }
}
