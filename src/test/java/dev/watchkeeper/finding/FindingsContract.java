package dev.watchkeeper.finding;

import static dev.watchkeeper.fixture.Sightings.fail;
import static dev.watchkeeper.fixture.Sightings.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Finding.State;
import dev.watchkeeper.finding.FindingEvent.Kind;
import dev.watchkeeper.fixture.Sightings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of findings does. */
public interface FindingsContract {
    Instant T0 = Instant.parse("2026-10-25T00:30:00.123Z");

    Findings findings();

    private FindingKeeper keeper() {
        return new FindingKeeper(findings(), Circumstances.NONE);
    }

    private static Instant hour(int hour) {
        return T0.plus(Duration.ofHours(hour));
    }

    @Test
    default void aFindingComesBackAsItWasSaved() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("z first", 12);
        evidence.put("a second", List.of("<b>\u0001\u202E", "行", true));
        evidence.put("nested", Map.of("share", 0.25));
        keeper().reconcile(
                        "acme",
                        List.of(Sightings.sighting(
                                "LGN-01",
                                "user:\uD83D\uDE00@acme.example",
                                Sighting.Outcome.FAIL,
                                Severity.HIGH,
                                evidence,
                                "")),
                        T0,
                        "run-1");
        Finding saved = findings().openOr("acme", List.of()).get(0);

        assertThat(saved.evidence()).containsExactlyEntriesOf(evidence);
        assertThat(saved.subject()).isEqualTo("user:\uD83D\uDE00@acme.example");
        assertThat(saved.title().zh()).isEqualTo("标题 LGN-01");
        assertThat(saved.firstSeenAt()).isEqualTo(T0);
        assertThat(findings().byId(saved.id())).contains(saved);
        assertThat(findings().byId("F-NONE")).isEmpty();
    }

    @Test
    default void decisionsAndTheirEndsAreKept() {
        keeper().reconcile("acme", List.of(fail("LGN-01", "tenant", Severity.MEDIUM)), T0, null);
        String id = findings().openOr("acme", List.of()).get(0).id();

        keeper().acknowledge(id, "wang", "on it", hour(5), hour(1));
        Finding muted = keeper().mute(id, "li", "accepted", hour(9), hour(2)).orElseThrow();

        assertThat(findings().byId(id)).contains(muted);
        assertThat(findings().search(FindingQuery.unresolved(hour(3)).in(State.MUTED)))
                .containsExactly(muted);
        assertThat(findings().search(FindingQuery.unresolved(hour(3)).in(State.OPEN)))
                .isEmpty();
        assertThat(findings().search(FindingQuery.unresolved(hour(10)).in(State.OPEN)))
                .hasSize(1);
        assertThat(findings().withDecisionsEnded(hour(4))).isEmpty();
        assertThat(keeper().endDecisions(hour(9))).isEqualTo(1);
        assertThat(keeper().endDecisions(hour(9))).isZero();
        assertThat(findings().history(id))
                .extracting(FindingEvent::kind)
                .containsExactly(
                        Kind.OPENED, Kind.ACKNOWLEDGED, Kind.MUTED, Kind.ACKNOWLEDGEMENT_ENDED, Kind.MUTE_ENDED);
        assertThat(findings().history(id).get(2))
                .extracting(FindingEvent::author, FindingEvent::reason, FindingEvent::until)
                .containsExactly("li", "accepted", hour(9));
    }

    @Test
    default void searchFiltersAndSortsWorstAndOldestFirst() {
        keeper().reconcile("b", List.of(fail("SYN-01", "tenant", Severity.HIGH)), hour(1), null);
        keeper().reconcile(
                        "a",
                        List.of(fail("LGN-01", "user:1", Severity.LOW), fail("LGN-02", "tenant", Severity.CRITICAL)),
                        hour(2),
                        null);
        keeper().reconcile("c", List.of(fail("LGN-01", "tenant", Severity.HIGH)), hour(0), null);
        keeper().reconcile("c", List.of(pass("LGN-01", "tenant")), hour(3), null);
        FindingQuery all = FindingQuery.unresolved(hour(4));

        assertThat(findings().search(all)).extracting(Finding::checkId).containsExactly("LGN-02", "SYN-01", "LGN-01");
        assertThat(findings().search(all.ofTenants(Set.of("a", "x")))).hasSize(2);
        assertThat(findings().search(all.ofChecks(Set.of("SYN-01"))))
                .extracting(Finding::tenantId)
                .containsExactly("b");
        assertThat(findings().search(all.atLeast(Severity.HIGH))).hasSize(2);
        assertThat(findings().search(all.atMost(1)))
                .extracting(Finding::checkId)
                .containsExactly("LGN-02");
        assertThat(findings().search(all.in(State.RESOLVED)))
                .extracting(Finding::tenantId)
                .containsExactly("c");
    }

    @Test
    default void manyAreReadAtOnceWhetherResolvedOrNot() {
        keeper().reconcile("a", List.of(fail("LGN-01", "tenant", Severity.LOW)), hour(0), null);
        keeper().reconcile("b", List.of(fail("LGN-01", "tenant", Severity.LOW)), hour(0), null);
        List<String> ids = findings().search(FindingQuery.unresolved(hour(1))).stream()
                .map(Finding::id)
                .sorted()
                .toList();
        keeper().reconcile("b", List.of(pass("LGN-01", "tenant")), hour(2), null);

        assertThat(findings().byIds(List.of(ids.get(1), "F-NONE", ids.get(0))))
                .extracting(Finding::id)
                .containsExactlyElementsOf(ids);
        assertThat(findings().byIds(List.of())).isEmpty();
    }

    @Test
    default void eventsAreFoundByTimeTenantAndRun() {
        keeper().reconcile("a", List.of(fail("LGN-01", "tenant", Severity.LOW)), hour(0), "run-1");
        keeper().reconcile("b", List.of(fail("LGN-01", "tenant", Severity.LOW)), hour(1), "run-2");
        keeper().reconcile("a", List.of(pass("LGN-01", "tenant")), hour(2), "run-3");

        assertThat(findings().eventsBetween(List.of(), hour(0), hour(2)))
                .extracting(FindingEvent::tenantId)
                .containsExactly("b", "a");
        assertThat(findings().eventsBetween(Set.of("a"), hour(-1), hour(1)))
                .extracting(FindingEvent::kind)
                .containsExactly(Kind.OPENED);
        assertThat(findings().eventsOfRun("run-3"))
                .extracting(FindingEvent::kind)
                .containsExactly(Kind.RESOLVED);
    }

    @Test
    default void oneTenantNeverTouchesAnother() {
        keeper().reconcile("a", List.of(fail("LGN-01", "tenant", Severity.LOW)), hour(0), null);
        keeper().reconcile("b", List.of(pass("LGN-01", "tenant")), hour(1), null);

        assertThat(findings().openOr("a", List.of())).hasSize(1);
        assertThat(findings().openOr("b", List.of())).isEmpty();
    }
}
