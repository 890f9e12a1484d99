package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.tenant.Contract;
import java.util.List;
import java.util.Map;

/**
 * Everything written by hand that decides deadlines; holidays are left out, since they are data of whole years.
 *
 * @param contracts by customer domain in lower case
 */
public record RuleSet(List<Policy> policies, List<CalendarSpec> calendars, Map<String, List<Contract>> contracts) {
    public RuleSet {
        policies = List.copyOf(policies);
        calendars = List.copyOf(calendars);
        contracts = Map.copyOf(contracts);
    }
}
