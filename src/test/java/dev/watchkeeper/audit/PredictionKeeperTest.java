package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryPromises;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.Prediction;
import dev.watchkeeper.health.Predictor;
import dev.watchkeeper.health.TicketSign;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PredictionKeeperTest {
    private static final Instant NOW = Facts.NOW;
    private static final LocalDate DAY = LocalDate.parse("2026-11-24");
    private final InMemoryFindings findings = new InMemoryFindings();
    private final FindingKeeper finder = new FindingKeeper(findings, Circumstances.NONE);
    private final MemoryPromises promises = new MemoryPromises();
    private final PredictionKeeper keeper = new PredictionKeeper(findings, new Predictor(Facts.CATALOGUE), promises);
    private final Tenant tenant = Tenants.aTenant();

    private void bad(String check, String subject, Map<String, Object> evidence, Instant at) {
        var entry = Facts.CATALOGUE.entry(check);
        finder.reconcile(
                tenant.id(),
                List.of(new Sighting(
                        check,
                        subject,
                        Sighting.Outcome.FAIL,
                        entry.severity(),
                        entry.title(),
                        entry.title(),
                        entry.remedy(""),
                        evidence,
                        "")),
                at,
                "run" + check + at);
    }

    private List<String> expected(Instant now) {
        List<Finding> open = findings.search(FindingQuery.unresolved(now));
        return keeper.likeliest(open, now).stream().map(Prediction::checkId).toList();
    }

    @Test
    void theLikeliestCallsComeFirstOnePerProblem() {
        bad("HYG-04", "tenant", Map.of("accounts", 40), NOW);
        bad("EML-10", "tenant", Map.of(), NOW);
        bad("EML-09", "tenant", Map.of(), NOW);
        bad("LGN-03", "tenant", Map.of("locked", 30), NOW);

        assertThat(expected(NOW)).containsExactly("EML-09", "LGN-03");
        bad("LGN-07", "user:sync@x", Map.of("accounts", 200), NOW);
        assertThat(expected(NOW)).containsExactly("LGN-07", "EML-09");
        assertThat(expected(NOW.plus(Duration.ofDays(60)))).isEmpty();
    }

    @Test
    void whatALargerCauseExplainsIsPredictedOnceByTheCause() {
        bad("EML-14", "rule:x", Map.of(), NOW);
        bad("EML-09", "tenant", Map.of(Sighting.EXPLAINED_BY, "EML-14 rule:x"), NOW);

        assertThat(expected(NOW)).containsExactly("EML-14");
    }

    private Examination examination(Scope scope) {
        return new Examination(tenant.id(), scope, NOW, NOW, List.of(), List.of(), List.of());
    }

    @Test
    void predictionsAreStoredAndMeasuredAgainstTheTicketsThatCame() {
        bad("EML-09", "tenant", Map.of(), NOW);
        keeper.audited(tenant, examination(Scope.CONTINUOUS), "r", List.of());
        assertThat(promises.of(tenant.id(), DAY)).isEmpty();
        keeper.audited(tenant, examination(Scope.DAILY), "r", List.of());
        assertThat(promises.of(tenant.id(), DAY)).hasSize(1);

        Tenant other = Tenants.aTenant("baihe", tenant.zone());
        TicketCounts tickets = new TicketCounts() {
            @Override
            public List<Instant> opened(Collection<String> customers, Instant from, Instant to) {
                return customers.contains("xinghai.example") || customers.contains("baihe.example")
                        ? List.of(NOW.plus(Duration.ofDays(1)))
                        : List.of();
            }

            @Override
            public List<TicketSign> signs(Collection<String> customers, Instant from, Instant to) {
                Instant next = NOW.plus(Duration.ofDays(1));
                return List.of(
                        customers.contains("xinghai.example")
                                ? new TicketSign("z/1", next, "收不到外部邮件", "li@xinghai.example")
                                : new TicketSign("z/2", next, "printer jams", "wu@baihe.example"));
            }

            @Override
            public Optional<Instant> oldest() {
                return Optional.of(NOW);
            }
        };
        PredictionKeeper.Measured measured =
                keeper.measure(new Portfolio(List.of(tenant, other), List.of()), tickets, DAY, DAY.plusDays(1));

        assertThat(measured)
                .isEqualTo(new PredictionKeeper.Measured(
                        1, 1, 2, 2, List.of(new PredictionKeeper.OfCheck("EML-09", 1, 1, Set.of("z/1"), 1))));
        assertThat(measured.precision()).isEqualTo(1.0);
        assertThat(measured.recall()).isEqualTo(0.5);
        String finding = promises.of(tenant.id(), DAY).get(0).findingId();
        assertThat(promises.ticketsOf(finding)).isEmpty();
        keeper.learn(new Portfolio(List.of(tenant), List.of()), tickets, NOW.plus(Duration.ofDays(4)));
        assertThat(promises.ticketsOf(finding)).containsExactly("z/1");
        assertThat(promises.findingsOf("z/1")).containsExactly(finding);
    }

    @Test
    void aCheckOfWhichNoCallsComeFallsSilent() {
        bad("EML-09", "tenant", Map.of(), NOW);
        double before = keeper.likeliest(findings.search(FindingQuery.unresolved(NOW)), NOW)
                .get(0)
                .weight();
        for (int day = 0; day < 30; day++) {
            promises.save(
                    tenant.id(),
                    DAY.minusDays(day),
                    keeper.likeliest(findings.search(FindingQuery.unresolved(NOW)), NOW),
                    NOW);
        }
        TicketCounts none = new TicketCounts() {
            @Override
            public List<Instant> opened(Collection<String> customers, Instant from, Instant to) {
                return List.of();
            }

            @Override
            public Optional<Instant> oldest() {
                return Optional.empty();
            }
        };
        assertThat(before).isGreaterThan(1);
        keeper.learn(new Portfolio(List.of(tenant), List.of()), none, NOW.plus(Duration.ofDays(4)));

        assertThat(expected(NOW)).isEmpty();
    }
}
