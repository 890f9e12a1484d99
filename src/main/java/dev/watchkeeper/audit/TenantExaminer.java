package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.Catalogue;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.health.CauseAndEffect;
import dev.watchkeeper.health.FleetOutage;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Judge;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Examines one tenant: brings its logs and reports up to date, gathers what else is known, runs the checks that the
 * scope asks for. Safe for use by several threads, one tenant at a time each.
 */
public final class TenantExaminer implements Examiner {
    private static final Logger LOG = LoggerFactory.getLogger(TenantExaminer.class);

    private final Collector collector;
    private final List<FactReader> readers;
    private final List<HealthCheck> checks;
    private final Catalogue catalogue;
    private final Function<LocalDate, Calibration> calibration;
    private final RuleJudge rules;
    private final Clock clock;

    /**
     * @param readers further facts, in the order in which they are read
     * @param calibration asked anew for every examination, so that a reload takes effect, by the tenant's date
     */
    public TenantExaminer(
            Collector collector,
            List<FactReader> readers,
            List<HealthCheck> checks,
            Catalogue catalogue,
            Function<LocalDate, Calibration> calibration,
            RuleJudge rules,
            Clock clock) {
        this.collector = collector;
        this.readers = List.copyOf(readers);
        this.checks = List.copyOf(checks);
        this.catalogue = catalogue;
        this.calibration = calibration;
        this.rules = rules;
        this.clock = clock;
    }

    /** Judges the setting rules of a tenant from the facts; gives nothing where the scope does not ask for it. */
    @FunctionalInterface
    public interface RuleJudge {
        RuleJudge NONE = (tenant, scope, facts) -> List.of();

        List<Examination.SettingVerdict> judge(Tenant tenant, Scope scope, TenantFacts facts);
    }

    @Override
    public Examination examine(Tenant tenant, Scope scope, Deadline deadline) {
        Instant started = clock.instant();
        List<Examination.Problem> problems = new ArrayList<>();
        Collector.Collected collected = collector.collect(tenant, scope, started, deadline, problems);
        TenantFacts.Builder facts = collected.facts();
        for (FactReader reader : readers) {
            if (reader.serves(scope)) {
                try {
                    deadline.check(reader.source());
                    reader.read(tenant, started, deadline, facts);
                } catch (SourceException e) {
                    if (e.kind() != SourceException.Kind.NOT_CONFIGURED) {
                        problems.add(
                                new Examination.Problem(e.source(), e.kind().word(), e.explanation()));
                    }
                }
            }
        }
        TenantFacts all = facts.build();
        Judge judge = new Judge(
                catalogue, calibration.apply(started.atZone(tenant.zone()).toLocalDate()));
        List<Sighting> sightings = new ArrayList<>();
        for (HealthCheck check : checks) {
            CatalogueEntry entry = catalogue.entry(check.id());
            // A check that was switched off falls silent at the next look, not at the next that would have judged it.
            if (isDue(entry, scope, collected.settingsChanged()) || judge.isMuted(check, tenant, started)) {
                sightings.addAll(judged(judge, check, all));
            }
        }
        List<FleetOutage> fleet = all.fleet().isKnown() ? all.fleet().get() : List.of();
        List<Sighting> joined = CauseAndEffect.join(sightings, fleet);
        List<Examination.SettingVerdict> verdicts = rules.judge(tenant, scope, all);
        return new Examination(tenant.id(), scope, started, clock.instant(), joined, verdicts, problems);
    }

    private static boolean isDue(CatalogueEntry entry, Scope scope, boolean settingsChanged) {
        boolean inScope = switch (entry.cadence()) {
            case CONTINUOUS -> true;
            case DAILY -> scope != Scope.CONTINUOUS;
            case QUARTERLY -> scope == Scope.QUARTERLY;
        };
        return inScope || (entry.onChange() && settingsChanged);
    }

    /** A check that fails on what some tenant's data holds must not take the other checks with it. */
    private static List<Sighting> judged(Judge judge, HealthCheck check, TenantFacts facts) {
        try {
            return judge.judge(check, facts);
        } catch (RuntimeException fault) {
            LOG.error("check {} failed; counted as unknown", check.id(), fault);
            HealthCheck unknown = new Faulty(check.id(), fault.getClass().getSimpleName());
            return judge.judge(unknown, facts);
        }
    }

    private record Faulty(String id, String fault) implements HealthCheck {
        @Override
        public List<Verdict> judge(TenantFacts facts, dev.watchkeeper.health.Limits limits) {
            return List.of(Verdict.unknown(new Text(
                    "a fault of watchkeeper itself (" + fault + "), see the log",
                    "watchkeeper 自身出错（" + fault + "），详见日志")));
        }
    }
}
