package dev.watchkeeper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every keeper of reports does. */
public interface ReportsContract {
    Reports reports();

    Instant T0 = Instant.parse("2026-10-08T01:00:00Z");

    private static ReportRecord record(String quarter, int revision, ReportState state) {
        return new ReportRecord("t88", Quarter.of(quarter), revision, state, "abc", 80, 3, T0, 0, null, null, null);
    }

    private static Reports.Files files() {
        return new Reports.Files(
                new byte[] {1}, new byte[] {2}, new byte[] {3}, new Reports.Letter("主题", "正文", "<p>正文</p>"));
    }

    @Test
    default void keepsEveryRevisionWithItsBytes() {
        reports().add(record("2026Q3", 1, ReportState.WITHDRAWN), files());
        reports().add(record("2026Q3", 2, ReportState.AM_REVIEW), files());

        assertThat(reports().revisions("t88", Quarter.of("2026Q3")))
                .extracting(ReportRecord::revision)
                .containsExactly(2, 1);
        assertThat(reports().drafted(Quarter.of("2026Q3"))).containsExactly("t88");
        assertThat(reports().drafted(Quarter.of("2026Q2"))).isEmpty();
        ReportRecord found = reports().find("t88", Quarter.of("2026Q3"), 2).orElseThrow();
        assertThat(found).isEqualTo(record("2026Q3", 2, ReportState.AM_REVIEW));
        assertThat(reports().files(found).orElseThrow().letter()).isEqualTo(files().letter());
        assertThat(reports().files(found).orElseThrow().csv()).isEqualTo(new byte[] {2});
        assertThatThrownBy(() -> reports().add(record("2026Q3", 2, ReportState.DRAFT), files()))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void remembersWhoApproved() {
        reports().add(record("2026Q3", 1, ReportState.AM_REVIEW), files());
        ReportRecord read = record("2026Q3", 1, ReportState.AM_REVIEW);
        ReportRecord approved = read.approved("Li Min", T0, "qbr:t88:2026q3:r1");
        assertThat(reports().update(read, approved)).isTrue();
        assertThat(reports().in(ReportState.APPROVED)).containsExactly(approved);
        assertThat(reports().in(ReportState.AM_REVIEW)).isEmpty();

        assertThat(reports().update(read, read.reminded()))
                .as("read before it was approved")
                .isFalse();
        assertThat(reports().update(read, read.in(ReportState.WITHDRAWN))).isFalse();
        assertThat(reports().in(ReportState.APPROVED)).containsExactly(approved);
    }

    @Test
    default void theTrendIsTheNewestRevisionOfEachEarlierQuarter() {
        reports().add(record("2025Q4", 1, ReportState.SENT), files());
        reports().add(record("2026Q1", 1, ReportState.SENT), files());
        reports().add(record("2026Q2", 1, ReportState.WITHDRAWN), files());
        reports().add(record("2026Q2", 2, ReportState.SENT), files());
        reports().add(record("2026Q3", 1, ReportState.AM_REVIEW), files());
        assertThat(reports().before("t88", Quarter.of("2026Q3"), 2))
                .extracting(ReportRecord::name)
                .containsExactly("t88 2026Q1 r1", "t88 2026Q2 r2");
        assertThat(reports().before("t99", Quarter.of("2026Q3"), 2)).isEmpty();
    }
}
