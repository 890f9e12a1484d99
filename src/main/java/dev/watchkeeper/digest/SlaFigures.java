package dev.watchkeeper.digest;

import dev.watchkeeper.tenant.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What digests ask about promises. */
public interface SlaFigures {
    /** For installations without ticket sources. */
    SlaFigures NONE = new SlaFigures() {};

    /** Open clocks past a mark that is mailed to the reader, and breached ones that are still open. */
    default List<OpenClock> atRisk(Collection<String> tenantIds, Person reader, Instant now) {
        return List.of();
    }

    /** First replies of the last seven full local days; empty if there is no ticket source. */
    default Optional<SlaWeek> week(Collection<String> tenantIds, ZoneId zone, Instant now) {
        return Optional.empty();
    }

    /** Verdicts of the local days from and to, both included, per metric and severity, in the order of the table. */
    default List<WeekFacts.Row> attainment(Collection<String> tenantIds, LocalDate from, LocalDate to, ZoneId zone) {
        return List.of();
    }

    /** Verdicts that lie before {@code from} and were changed between {@code from} and {@code to}. */
    default List<WeekFacts.Restatement> restatements(
            Collection<String> tenantIds, LocalDate from, LocalDate to, ZoneId zone) {
        return List.of();
    }
}
