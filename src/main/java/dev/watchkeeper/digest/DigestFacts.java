package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything one digest is composed from, read at one instant.
 *
 * @param reader whose customers these are; also whose preferences count
 * @param deputy who gets the mail while the reader is away; null while not
 * @param now the instant of the facts
 * @param findings unresolved ones of these customers, and those the baseline printed that are resolved now
 * @param ruleUpdates checks whose rule changed since the baseline
 * @param unknownChecks single checks that could not run, by customers and checks
 * @param undelivered the digest before this one never reached its reader
 * @param dataUntil of what the facts are; those of customers under {@code gaps} are older. Null: of {@code now}
 * @param skipped days without a daily digest since the last weekly, for the weekly
 */
public record DigestFacts(
        DigestKind kind,
        Person reader,
        @Nullable Person deputy,
        Instant now,
        List<Tenant> customers,
        Optional<Baseline> baseline,
        boolean undelivered,
        List<Finding> findings,
        List<OpenClock> clocks,
        Optional<SlaWeek> sla,
        List<Gap> gaps,
        List<Ending> endings,
        List<Forecast> forecasts,
        Set<String> ruleUpdates,
        UnknownChecks unknownChecks,
        List<LocalDate> skipped,
        Optional<WeekFacts> week,
        GoogleStatus google,
        @Nullable Instant dataUntil) {
    /** Counts of single checks that ended as unknown. */
    public record UnknownChecks(int checks, int customers) {
        public static final UnknownChecks NONE = new UnknownChecks(0, 0);
    }

    public DigestFacts {
        customers = List.copyOf(customers);
        findings = List.copyOf(findings);
        clocks = List.copyOf(clocks);
        gaps = List.copyOf(gaps);
        endings = List.copyOf(endings);
        forecasts = List.copyOf(forecasts);
        ruleUpdates = Set.copyOf(ruleUpdates);
        skipped = List.copyOf(skipped);
    }

    /**
     * An incident at Google is one thing, told with all whom it concerns in a section of its own: it is no customer's
     * problem to mend, and is neither a card nor counted for each of them.
     */
    static boolean isOfGoogle(Finding finding) {
        return finding.checkId().equals("OUT-01");
    }

    /** Of when the data are, which is not when the mail was written. */
    public Instant asOf() {
        return dataUntil == null || dataUntil.isAfter(now) ? now : dataUntil;
    }

    /** Who gets the mail: the reader, or who stands in. */
    public Person addressee() {
        return deputy == null ? reader : deputy;
    }
}
