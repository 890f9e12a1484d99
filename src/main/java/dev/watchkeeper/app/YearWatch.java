package dev.watchkeeper.app;

import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.calendar.YearWarning;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Says as a finding which years of holiday sets in use have no data, and takes it back once they have. */
final class YearWatch {
    private static final String CHECK = "SELF-HOLIDAYS";

    private final OwnFindings own;
    private List<YearWarning> told = List.of();
    private boolean looked;

    YearWatch(OwnFindings own) {
        this.own = own;
    }

    /** Looks again; only what differs from the last look is told. */
    synchronized void look(ServiceCalendars calendars, Instant now) {
        List<YearWarning> missing = calendars.yearWarnings(now);
        if (looked && missing.equals(told)) {
            return;
        }
        if (missing.isEmpty()) {
            own.clear(CHECK, "years");
        } else {
            own.raise(
                    CHECK,
                    "years",
                    missing.stream().anyMatch(YearWarning::urgent) ? Severity.HIGH : Severity.MEDIUM,
                    new Text("Holidays of a year are missing", "缺少某年的节假日数据"),
                    new Text(
                            missing.stream().map(YearWarning::problem).collect(Collectors.joining("; ")),
                            missing.stream().map(YearWatch::chinese).collect(Collectors.joining("；"))),
                    new Text(
                            missing.stream().map(YearWarning::remedy).distinct().collect(Collectors.joining("; ")),
                            missing.stream().map(YearWatch::chineseRemedy).collect(Collectors.joining("；"))));
        }
        told = missing;
        looked = true;
    }

    private static String chinese(YearWarning one) {
        String users = one.calendars().isEmpty() ? "" : "（日历 " + String.join("、", one.calendars()) + "）";
        return one.inPart()
                ? "节假日表 " + one.set() + " 的 " + one.year() + " 年数据不全" + users + "：只有固定日期的假日，缺少按农历或公告确定的假日，这些日子按工作日计算期限"
                : "节假日表 " + one.set() + " 没有 " + one.year() + " 年的数据" + users + "，该年的期限按没有节假日计算";
    }

    private static String chineseRemedy(YearWarning one) {
        String file = "holidays/" + one.set() + "-" + one.year() + ".yaml";
        return one.inPart() ? "请把政府公布的日历保存为 holidays/" + one.set() + ".ics，或在 " + file + " 中列出该年全部假日" : "请添加 " + file;
    }
}
