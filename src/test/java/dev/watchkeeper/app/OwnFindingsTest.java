package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.status.IncidentPoller.Poll;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFindingsTest {
    private final TestClock clock = TestClock.at("2026-11-24T08:00:00Z");
    private final InMemoryFindings findings = new InMemoryFindings();
    private final OwnFindings own = new OwnFindings(new FindingKeeper(findings, Circumstances.NONE), clock);

    private List<String> open() {
        return findings.search(FindingQuery.unresolved(clock.instant()).ofTenants(List.of(Finding.OURSELVES))).stream()
                .map(f -> f.severity().word() + " " + f.subject() + ": "
                        + f.summary().en())
                .sorted()
                .toList();
    }

    private static Poll fine() {
        return new Poll(List.of(), "", List.of(), true);
    }

    @Test
    void aFeedThatCannotBeReadIsOneFindingUntilItIsReadAgain() {
        own.feedRead(new Poll(List.of(), "answered 503", List.of(), false), false);
        assertThat(open()).containsExactly("low feed: answered 503");
        own.feedRead(new Poll(List.of(), "answered 502", List.of(), false), true);
        assertThat(open()).containsExactly("high feed: answered 502");

        own.feedRead(fine(), false);
        assertThat(open()).isEmpty();
    }

    @Test
    void oddEntriesStayUntilADocumentIsWithoutThem() {
        own.feedRead(new Poll(List.of(), "", List.of("a", "b", "c", "d", "e"), true), false);
        assertThat(open()).containsExactly("low entries: a; b; c; 2 more");

        own.feedRead(new Poll(List.of(), "", List.of(), false), false);
        assertThat(open()).as("not modified: nobody looked at the entries").hasSize(1);
        own.feedRead(new Poll(List.of(), "no answer", List.of(), false), false);
        assertThat(open()).hasSize(2);
        own.feedRead(fine(), false);
        assertThat(open()).isEmpty();
    }
}
