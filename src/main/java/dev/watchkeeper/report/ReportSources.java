package dev.watchkeeper.report;

import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportFacts.PlanLine;
import dev.watchkeeper.report.ReportFacts.Service;
import dev.watchkeeper.report.ReportFacts.Usage;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a report asks of others besides findings; each answer may be empty. */
public interface ReportSources {
    ReportSources NONE = new ReportSources() {};

    /** The verdicts that stand, in catalogue order. */
    default List<CheckLine> checks(Tenant tenant) {
        return List.of();
    }

    /** Whether anything was looked at in the quarter. */
    default boolean watched(Tenant tenant, Quarter quarter) {
        return true;
    }

    default Service service(Tenant tenant, Quarter quarter) {
        return Service.NONE;
    }

    /** Sentences about Google's published incidents of the quarter, worded as the reference demands. */
    default List<CustomerText> google(Tenant tenant, Quarter quarter, Instant now) {
        return List.of();
    }

    default Optional<Usage> usage(Tenant tenant, Quarter quarter) {
        return Optional.empty();
    }

    /** What the contract brings in a quarter. */
    default List<PlanLine> plan(Tenant tenant, Quarter quarter) {
        return List.of();
    }
}
