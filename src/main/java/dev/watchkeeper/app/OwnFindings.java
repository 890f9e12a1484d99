package dev.watchkeeper.app;

import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.SourceNotices;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings about watchkeeper itself, for its operators: a refused reload, a silent ticket source, mail that stands. */
final class OwnFindings implements SourceNotices {
    private final FindingKeeper keeper;
    private final Clock clock;

    OwnFindings(FindingKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public void raise(String sourceId, Kind kind, Text what) {
        raise(
                check(kind),
                "source:" + sourceId,
                kind == Kind.STALE ? Severity.HIGH : Severity.MEDIUM,
                new Text("Ticket source " + sourceId + ": " + words(kind), "工单来源 " + sourceId + "：" + chinese(kind)),
                what,
                new Text("See 'watchkeeper doctor' and sources.yaml", "请运行 watchkeeper doctor 并检查 sources.yaml"));
    }

    @Override
    public void clear(String sourceId, Kind kind) {
        clear(check(kind), "source:" + sourceId);
    }

    /** Told by the writer of digests; one failure becomes one finding per reader until the next success. */
    void digestFailed(DigestKind kind, Person reader, RuntimeException failure) {
        raise(
                "SELF-DIGEST",
                "person:" + reader.id(),
                Severity.HIGH,
                new Text("A digest could not be written", "邮件摘要无法生成"),
                Text.same(reader.id() + ", " + kind.word() + ": " + failure),
                new Text("See the log; it is tried again", "请查看日志；系统会重试"));
    }

    /** Opens a finding or keeps it open; other subjects of the check stay as they are. */
    void raise(String checkId, String subject, Severity severity, Text title, Text summary, Text remedy) {
        report(new Sighting(checkId, subject, Outcome.FAIL, severity, title, summary, remedy, Map.of(), ""));
    }

    /** Resolves a finding if there is one. */
    void clear(String checkId, String subject) {
        report(new Sighting(
                checkId, subject, Outcome.PASS, Severity.LOW, Text.EMPTY, Text.EMPTY, Text.EMPTY, Map.of(), ""));
    }

    private void report(Sighting sighting) {
        // An unknown beside it says that the check's other subjects were not looked at.
        Sighting rest = new Sighting(
                sighting.checkId(),
                "tenant",
                Outcome.UNKNOWN,
                sighting.severity(),
                Text.EMPTY,
                Text.EMPTY,
                Text.EMPTY,
                Map.of(),
                "only one subject was looked at");
        keeper.reconcile(Finding.OURSELVES, List.of(sighting, rest), clock.instant(), null);
    }

    private static String check(Kind kind) {
        return "SELF-SOURCE-" + kind.name().replace('_', '-');
    }

    private static String words(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String chinese(Kind kind) {
        return switch (kind) {
            case STALE -> "数据中断";
            case UNMAPPED_STATUS -> "状态未映射";
            case CONFLICT -> "内容冲突";
            case FUTURE_EVENT -> "事件时间在未来";
            case UNREADABLE -> "内容无法读取";
        };
    }
}
