package dev.watchkeeper.finding;

import static dev.watchkeeper.fixture.Sightings.fail;
import static dev.watchkeeper.fixture.Sightings.notApplicable;
import static dev.watchkeeper.fixture.Sightings.pass;
import static dev.watchkeeper.fixture.Sightings.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.finding.Finding.State;
import dev.watchkeeper.finding.FindingEvent.Kind;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.fixture.InMemoryFindings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LifeTest {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    private final InMemoryFindings stored = new InMemoryFindings();
    private Circumstances circumstances = Circumstances.NONE;

    @Test
    void aProblemOpensOnceAndIsThenOnlySeenAgain() {
        assertThat(audit(0, fail("LGN-01", "tenant", Severity.HIGH))).containsExactly(Kind.OPENED);
        assertThat(audit(1, fail("LGN-01", "tenant", Severity.HIGH))).isEmpty();

        Finding finding = only();
        assertThat(finding.firstSeenAt()).isEqualTo(day(0));
        assertThat(finding.lastSeenAt()).isEqualTo(day(1));
        assertThat(finding.state(day(1))).isEqualTo(State.OPEN);
    }

    @Test
    void theSameFingerprintHasTheSameNameEverywhere() {
        assertThat(Fingerprint.of("a", "LGN-01", "user:x@a.example"))
                .isEqualTo(Fingerprint.of("a", "LGN-01", "user:x@a.example"))
                .matches("F-[0-9A-HJKMNP-TV-Z]{12}")
                .isNotEqualTo(Fingerprint.of("aL", "GN-01", "user:x@a.example"));
    }

    @Test
    void aPassForTheSubjectResolves() {
        audit(0, fail("EML-09", "domain:a", Severity.HIGH), fail("EML-09", "domain:b", Severity.HIGH));

        assertThat(audit(1, pass("EML-09", "domain:a"), unknown("EML-09", "domain:b could not be asked")))
                .containsExactly(Kind.RESOLVED);

        assertThat(open()).extracting(Finding::subject).containsExactly("domain:b");
    }

    @Test
    void aCompleteRunThatNoLongerNamesTheSubjectResolves() {
        audit(0, fail("LGN-03", "user:x", Severity.LOW), fail("LGN-03", "user:y", Severity.LOW));

        assertThat(audit(1, fail("LGN-03", "user:y", Severity.LOW))).containsExactly(Kind.RESOLVED);
        assertThat(audit(2, pass("LGN-03", "tenant"))).containsExactly(Kind.RESOLVED);
        assertThat(open()).isEmpty();
    }

    @Test
    void silenceNeverResolves() {
        audit(0, fail("LGN-03", "user:x", Severity.LOW));

        assertThat(audit(1, unknown("LGN-03", "usage report missing"))).isEmpty();
        assertThat(audit(3, pass("LGN-04", "tenant"))).isEmpty();
        assertThat(audit(4)).isEmpty();
        assertThat(audit(5, fail("LGN-03", "user:y", Severity.LOW), unknown("LGN-03", "page 2 missing")))
                .containsExactly(Kind.OPENED);
        assertThat(open()).hasSize(2);
    }

    @Test
    void aChangeOfSeverityIsAnEventOfItsOwn() {
        audit(0, fail("SYN-01", "tenant", Severity.MEDIUM));

        assertThat(audit(1, fail("SYN-01", "tenant", Severity.CRITICAL))).containsExactly(Kind.WORSENED);
        assertThat(audit(2, fail("SYN-01", "tenant", Severity.LOW))).containsExactly(Kind.EASED);

        assertThat(stored.history(only().id()))
                .extracting(event -> event.before() + " -> " + event.severity())
                .containsExactly("null -> MEDIUM", "MEDIUM -> CRITICAL", "CRITICAL -> LOW");
    }

    @Test
    void whatReturnsIsReopenedAndKeepsItsHistory() {
        audit(0, fail("SHR-02", "tenant", Severity.HIGH));
        audit(1, pass("SHR-02", "tenant"));
        assertThat(audit(2, fail("SHR-02", "tenant", Severity.HIGH))).containsExactly(Kind.REOPENED);

        Finding finding = only();
        assertThat(finding.episodes()).isEqualTo(2);
        assertThat(finding.firstSeenAt()).isEqualTo(day(0));
        assertThat(finding.openedAt()).isEqualTo(day(2));
        assertThat(stored.history(finding.id()))
                .extracting(FindingEvent::kind)
                .containsExactly(Kind.OPENED, Kind.RESOLVED, Kind.REOPENED);
    }

    @Test
    void anAcknowledgementEndsByDateByAWorseSeverityAndWithTheEpisode() {
        audit(0, fail("LGN-01", "tenant", Severity.MEDIUM));
        save(Life.acknowledge(only(), "wang", "ticket 7 open", day(3), day(1)));
        assertThat(only().state(day(2))).isEqualTo(State.ACKNOWLEDGED);

        assertThat(audit(2, fail("LGN-01", "tenant", Severity.HIGH)))
                .containsExactly(Kind.WORSENED, Kind.ACKNOWLEDGEMENT_ENDED);
        save(Life.acknowledge(only(), "wang", "again", day(4), day(3)));
        assertThat(Life.endings(only(), day(3))).isEmpty();
        assertThat(Life.endings(only(), day(4)).orElseThrow().events())
                .extracting(FindingEvent::kind)
                .containsExactly(Kind.ACKNOWLEDGEMENT_ENDED);

        save(Life.acknowledge(only(), "wang", "third", day(90), day(5)));
        audit(6, pass("LGN-01", "tenant"));
        audit(7, fail("LGN-01", "tenant", Severity.HIGH));
        assertThat(only().state(day(7))).isEqualTo(State.OPEN);
    }

    @Test
    void aMuteSilencesUntilItsDateAndIsThenDueAgain() {
        audit(0, fail("SYN-04", "tenant", Severity.MEDIUM));
        save(Life.mute(only(), "wang", "scanner needs POP", day(30), day(1)));

        audit(2, pass("SYN-04", "tenant"));
        audit(3, fail("SYN-04", "tenant", Severity.MEDIUM));
        assertThat(only().state(day(3))).isEqualTo(State.MUTED);
        assertThat(stored.history(only().id()))
                .filteredOn(e -> e.kind() == Kind.RESOLVED || e.kind() == Kind.REOPENED)
                .allMatch(FindingEvent::quiet);

        assertThat(audit(30, fail("SYN-04", "tenant", Severity.MEDIUM))).containsExactly(Kind.MUTE_ENDED);
        assertThat(only().state(day(30))).isEqualTo(State.OPEN);
        assertThat(stored.history(only().id()).get(4).quiet()).isFalse();
    }

    @Test
    void aMuteDoesNotCoverWorse() {
        audit(0, fail("SYN-04", "tenant", Severity.MEDIUM));
        save(Life.mute(only(), "wang", "accepted as medium", day(30), day(1)));

        assertThat(audit(2, fail("SYN-04", "tenant", Severity.CRITICAL)))
                .containsExactly(Kind.WORSENED, Kind.MUTE_ENDED);
    }

    @Test
    void aDecisionNeedsAReasonAndAnEndInTheFuture() {
        audit(0, fail("SYN-04", "tenant", Severity.MEDIUM));

        assertThatThrownBy(() -> Life.mute(only(), "wang", " ", day(9), day(1))).hasMessageContaining("reason");
        assertThatThrownBy(() -> Life.mute(only(), "wang", "old", day(1), day(1)))
                .hasMessageContaining("future");
        audit(1, pass("SYN-04", "tenant"));
        assertThatThrownBy(() -> Life.acknowledge(only(), "wang", "late", day(9), day(2)))
                .hasMessageContaining("resolved");
    }

    @Test
    void anExceptionInTheConfigurationMutesFromTheFirstSightAndItsRemovalSpeaksAgain() {
        circumstances = agreed(day(20));
        assertThat(audit(0, fail("SYN-01", "tenant", Severity.HIGH))).containsExactly(Kind.OPENED, Kind.MUTED);
        assertThat(stored.history(only().id())).allMatch(FindingEvent::quiet);
        assertThat(audit(1, fail("SYN-01", "tenant", Severity.CRITICAL))).containsExactly(Kind.WORSENED);

        circumstances = Circumstances.NONE;
        assertThat(audit(2, fail("SYN-01", "tenant", Severity.CRITICAL))).containsExactly(Kind.UNMUTED);
        assertThat(only().state(day(2))).isEqualTo(State.OPEN);
    }

    @Test
    void whatBeginsDuringAnIncidentIsHeldBackAndCountsAsNewAfterIt() {
        audit(0, fail("EML-10", "user:old", Severity.HIGH));
        circumstances = held();
        assertThat(audit(1, fail("EML-10", "user:old", Severity.HIGH), fail("EML-10", "user:new", Severity.HIGH)))
                .containsExactly(Kind.OPENED, Kind.HELD);
        assertThat(stored.eventsBetween(List.of(), day(0), day(1))).allMatch(FindingEvent::quiet);

        circumstances = Circumstances.NONE;
        assertThat(audit(2, fail("EML-10", "user:old", Severity.HIGH), fail("EML-10", "user:new", Severity.HIGH)))
                .containsExactly(Kind.RELEASED);
        assertThat(stored.eventsBetween(List.of(), day(1), day(2))).noneMatch(FindingEvent::quiet);
    }

    @Test
    void whatIsGoneBeforeTheIncidentEndsLeavesQuietly() {
        circumstances = held();
        audit(0, fail("EML-10", "user:new", Severity.HIGH));
        assertThat(audit(1, pass("EML-10", "tenant"))).containsExactly(Kind.RESOLVED);
        assertThat(stored.eventsBetween(List.of(), day(0), day(1))).allMatch(FindingEvent::quiet);
    }

    @Test
    void whatDoesNotApplyAnyMoreIsHeldBackWithItsReasonAndComesBackByEvidence() {
        audit(0, fail("LGN-03", "user:x", Severity.HIGH));

        assertThat(audit(1, notApplicable("LGN-03"))).containsExactly(Kind.HELD);
        assertThat(audit(2, notApplicable("LGN-03"))).isEmpty();
        assertThat(audit(3, unknown("LGN-03", "usage report missing"))).isEmpty();
        assertThat(only().heldBy()).isEqualTo("not_applicable: no such product");
        assertThat(only().isQuiet(day(3))).isTrue();

        assertThat(audit(4, fail("LGN-03", "user:x", Severity.HIGH))).containsExactly(Kind.RELEASED);
        assertThat(only().isQuiet(day(4))).isFalse();
        audit(5, notApplicable("LGN-03"));
        assertThat(audit(6, pass("LGN-03", "tenant"))).containsExactly(Kind.RESOLVED);
    }

    @Test
    void aSubjectThatDoesNotApplyIsNotResolvedByTheOthers() {
        audit(0, fail("EML-09", "domain:a", Severity.HIGH), fail("EML-09", "domain:b", Severity.HIGH));

        Sighting noMail = dev.watchkeeper.fixture.Sightings.sighting(
                "EML-09",
                "domain:a",
                Sighting.Outcome.NOT_APPLICABLE,
                Severity.LOW,
                java.util.Map.of(),
                "carries no mail");
        assertThat(audit(1, noMail, pass("EML-09", "domain:b"))).containsExactlyInAnyOrder(Kind.HELD, Kind.RESOLVED);
        assertThat(only("domain:a").heldBy()).contains("carries no mail");
    }

    @Test
    void everySubjectIsReconciledHoweverManyThereAreAndOnlyTheTellingIsLimited() {
        int many = 3 * Life.TOLD_ONE_BY_ONE;
        List<Sighting> failing = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            failing.add(fail("LGN-03", "user:" + i, Severity.HIGH));
        }
        assertThat(audit(0, failing.toArray(Sighting[]::new)))
                .filteredOn(Kind.HELD::equals)
                .hasSize(many - Life.TOLD_ONE_BY_ONE);
        java.util.Collections.reverse(failing);
        assertThat(audit(1, failing.toArray(Sighting[]::new))).isEmpty();
        assertThat(open()).hasSize(many);

        List<Sighting> fewer =
                failing.stream().filter(s -> !s.subject().equals("user:0")).toList();
        assertThat(audit(2, fewer.toArray(Sighting[]::new)))
                .as("one told is gone, so one of the others gets its place")
                .containsExactlyInAnyOrder(Kind.RESOLVED, Kind.RELEASED);
        assertThat(open().stream().filter(f -> f.heldBy() == null)).hasSize(Life.TOLD_ONE_BY_ONE);
    }

    @Test
    void hostileEvidenceIsKeptToASizeThatARowCarries() {
        Sighting sighting = dev.watchkeeper.fixture.Sightings.sighting(
                "LEK-01",
                "user:" + "x".repeat(100_000),
                Sighting.Outcome.FAIL,
                Severity.LOW,
                java.util.Map.of("text", "y".repeat(1_000_000), "list", java.util.Collections.nCopies(5_000, 1)),
                "");
        audit(0, sighting);

        assertThat(only().subject()).hasSizeLessThan(2_100);
        assertThat(only().evidence().toString()).hasSizeLessThan(3_000);
        assertThat(audit(1, sighting)).isEmpty();
    }

    private List<Kind> audit(int day, Sighting... sightings) {
        return new FindingKeeper(stored, circumstances)
                .reconcile("acme", List.of(sightings), day(day), "run-" + day).stream()
                        .flatMap(change -> change.events().stream())
                        .map(FindingEvent::kind)
                        .toList();
    }

    private void save(Change change) {
        stored.save(List.of(change));
    }

    private Finding only() {
        List<Finding> all = stored.search(
                new FindingQuery(java.util.Set.of(), java.util.Set.of(), java.util.Set.of(), Severity.LOW, T0, 100));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Finding only(String subject) {
        return open().stream()
                .filter(f -> f.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> open() {
        return stored.openOr("acme", List.of());
    }

    private static Instant day(int day) {
        return T0.plus(Duration.ofDays(day));
    }

    private static Circumstances agreed(Instant until) {
        return new Circumstances() {
            @Override
            public Optional<Agreed> exception(String tenantId, String checkId, String subject) {
                return Optional.of(new Agreed("agreed in writing", until));
            }

            @Override
            public Optional<String> heldBy(String tenantId, String checkId) {
                return Optional.empty();
            }
        };
    }

    private static Circumstances held() {
        return new Circumstances() {
            @Override
            public Optional<Agreed> exception(String tenantId, String checkId, String subject) {
                return Optional.empty();
            }

            @Override
            public Optional<String> heldBy(String tenantId, String checkId) {
                return Stream.of("incident:1").findFirst();
            }
        };
    }
}
