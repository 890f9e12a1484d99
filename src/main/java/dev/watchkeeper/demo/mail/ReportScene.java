package dev.watchkeeper.demo.mail;

import static dev.watchkeeper.demo.mail.SceneData.SHANGHAI;
import static dev.watchkeeper.demo.mail.SceneData.finding;
import static dev.watchkeeper.demo.mail.SceneData.text;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Life;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.report.CustomerText;
import dev.watchkeeper.report.Quarter;
import dev.watchkeeper.report.ReportFacts;
import dev.watchkeeper.report.ReportFacts.Breach;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportFacts.MonthShare;
import dev.watchkeeper.report.ReportFacts.PlanLine;
import dev.watchkeeper.report.ReportFacts.Service;
import dev.watchkeeper.report.ReportFacts.ServiceRow;
import dev.watchkeeper.report.ReportFacts.TrendPoint;
import dev.watchkeeper.report.ReportFacts.Usage;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A quarter of one customer: some things mended, two risks left, five late replies, an incident at Google. */
public final class ReportScene {
    /** When the quarter is reported on. */
    public static final Instant DRAFTED = Instant.parse("2026-10-08T02:00:00Z");

    private static final Quarter QUARTER = Quarter.of("2026Q3");

    private static final String[][] CHECKS = {
        {"LGN-01", "cannot_log_in"},
        {"LGN-04", "cannot_log_in"},
        {"LGN-10", "cannot_log_in"},
        {"EML-01", "external_mail"},
        {"EML-04", "external_mail"},
        {"EML-05", "external_mail"},
        {"EML-06", "external_mail"},
        {"EML-10", "external_mail"},
        {"ATT-01", "attachments"},
        {"ATT-05", "attachments"},
        {"SYN-08", "sync_and_oauth"},
        {"SYN-09", "sync_and_oauth"},
        {"SHR-02", "sharing"},
        {"SHR-05", "sharing"},
        {"LEK-01", "data_leak"},
        {"LEK-05", "data_leak"},
        {"OUT-01", "outage"},
        {"HYG-01", "hygiene"},
        {"HYG-03", "hygiene"},
        {"HYG-05", "hygiene"}
    };

    private static final List<String> LATE_ZH = List.of("日历无法共享", "邮件延迟", "新员工开通账号", "会议室无法预订", "打印机无法发信");
    private static final List<String> LATE_EN = List.of(
            "Calendar cannot be shared",
            "Mail is slow",
            "Accounts for new staff",
            "Room cannot be booked",
            "Printer cannot send mail");

    private final Language language;

    private ReportScene(Language language) {
        this.language = language;
    }

    /** The quarter in one language. */
    public static ReportFacts quarter(Language language) {
        return new ReportScene(language).facts();
    }

    private ReportFacts facts() {
        Finding forwarding = found(
                "F-3001",
                "LEK-05",
                Severity.CRITICAL,
                "2026-09-20T02:00:00Z",
                text("自动转发到外部", "Automatic forwarding to the outside"),
                text(
                        "问用户本人；不是本人设置就立即关闭并改密码。",
                        "Ask the user; if it was not the user, switch it off and change the password at once."));
        Finding coverage = found(
                "F-3002",
                "HYG-01",
                Severity.HIGH,
                "2026-06-11T02:00:00Z",
                text("两步验证覆盖不足", "2-Step Verification coverage is low"),
                text("定下日期，先让管理员、再让全体用户登记。", "Agree on a date; enrol administrators first, then everybody."));
        Finding calendar = Life.mute(
                        found(
                                "F-3003",
                                "SHR-02",
                                Severity.HIGH,
                                "2026-08-02T02:00:00Z",
                                text("日历对外公开", "A calendar is public"),
                                text("改为只显示忙闲。", "Show free and busy only.")),
                        "am17",
                        "agreed",
                        Instant.parse("2026-12-31T00:00:00Z"),
                        Instant.parse("2026-08-16T02:00:00Z"))
                .finding();
        Finding dmarc = finding(
                "F-3004",
                "t88",
                "EML-06",
                Severity.HIGH,
                Instant.parse("2026-06-10T02:00:00Z"),
                Instant.parse("2026-08-15T02:00:00Z"),
                1,
                text("DMARC 未强制执行", "DMARC is not enforced"),
                Text.EMPTY,
                Text.EMPTY);
        Finding spf = finding(
                "F-3005",
                "t88",
                "EML-04",
                Severity.HIGH,
                Instant.parse("2026-05-10T02:00:00Z"),
                Instant.parse("2026-07-21T02:00:00Z"),
                1,
                text("SPF 超过 10 次查询", "SPF needs more than 10 lookups"),
                Text.EMPTY,
                Text.EMPTY);
        List<FindingEvent> events = new ArrayList<>(List.of(
                event(spf, FindingEvent.Kind.RESOLVED, "2026-07-21T02:00:00Z"),
                event(calendar, FindingEvent.Kind.OPENED, "2026-08-02T02:00:00Z"),
                event(dmarc, FindingEvent.Kind.RESOLVED, "2026-08-15T02:00:00Z"),
                event(calendar, FindingEvent.Kind.MUTED, "2026-08-16T02:00:00Z"),
                event(forwarding, FindingEvent.Kind.OPENED, "2026-09-20T02:00:00Z")));
        return new ReportFacts(
                tenant(),
                SceneData.manager(language),
                QUARTER,
                1,
                DRAFTED,
                List.of(forwarding, coverage, calendar, dmarc, spf),
                events,
                checks(),
                List.of(
                        new TrendPoint(Quarter.of("2025Q4"), 58, 7),
                        new TrendPoint(Quarter.of("2026Q1"), 64, 6),
                        new TrendPoint(Quarter.of("2026Q2"), 71, 3)),
                service(),
                List.of(
                        customer(
                                "2026年9月，Google 公布的 Meet 故障共 47 分钟。如果每一分钟对该域名都是停机，可用率为 99.891%，可在"
                                        + " 2026年10月18日前申请 3 天服务期补偿；以 Google 自己的测量为准。（按 UTC 计月，数据截至 2026-10-08T01:56:00Z。）",
                                "Google published 47 minutes of Meet incidents in September. If every minute had been"
                                        + " downtime for this domain, uptime would be 99.891% and 3 days of service could"
                                        + " be asked for until 18 October 2026; Google decides by its own measurement."
                                        + " Month in UTC, feed read at 2026-10-08T01:56:00Z."),
                        customer(
                                "2026年9月，Google 未公布 Gmail 故障。（按 UTC 计月，数据截至 2026-10-08T01:56:00Z。）",
                                "Google published no Gmail incident in September. Month in UTC, feed read at"
                                        + " 2026-10-08T01:56:00Z.")),
                Optional.of(new Usage(LocalDate.of(2026, 9, 28), 180L, 200L, 171L, 900_000L, 2_000_000L)),
                List.of(new PlanLine(customer("年度培训", "Yearly training"), LocalDate.of(2026, 11, 30))));
    }

    private static CustomerText customer(String zh, String en) {
        return new CustomerText(en, zh);
    }

    private Tenant tenant() {
        boolean zh = language == Language.ZH_CN;
        return new Tenant(
                "t88",
                zh ? "星海科技" : "Xinghai Tech",
                zh ? "星海科技" : "Xinghai",
                List.of("t88.example"),
                "my_customer",
                "admin@t88.example",
                List.of(),
                "am17",
                SHANGHAI,
                language,
                Profile.NORMAL,
                MailSetup.PLAIN,
                List.of(new Contact(zh ? "张伟" : "Zhang Wei", "zhang@t88.example", "", "it")),
                List.of(),
                "");
    }

    private static Finding found(String id, String check, Severity severity, String opened, Text title, Text remedy) {
        return finding(id, "t88", check, severity, Instant.parse(opened), null, 1, title, Text.EMPTY, remedy);
    }

    private static FindingEvent event(Finding finding, FindingEvent.Kind kind, String at) {
        return SceneData.event(finding, kind, at, null);
    }

    private List<CheckLine> checks() {
        Map<String, Outcome> odd = Map.of(
                "SHR-02", Outcome.FAIL,
                "LEK-05", Outcome.FAIL,
                "HYG-01", Outcome.FAIL,
                "HYG-05", Outcome.UNKNOWN,
                "SYN-09", Outcome.NOT_APPLICABLE);
        List<CheckLine> lines = new ArrayList<>();
        for (String[] check : CHECKS) {
            Outcome outcome = odd.getOrDefault(check[0], Outcome.PASS);
            lines.add(new CheckLine(check[0], check[1], outcome, Instant.parse("2026-09-29T02:00:00Z")));
        }
        return lines;
    }

    private Service service() {
        List<Breach> breaches = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            breaches.add(new Breach(
                    "4710" + i,
                    language == Language.ZH_CN ? LATE_ZH.get(i) : LATE_EN.get(i),
                    "first_response",
                    Instant.parse("2026-08-0" + (i + 1) + "T02:00:00Z"),
                    Duration.ofMinutes(7L + i),
                    ""));
        }
        return new Service(
                List.of(
                        new ServiceRow("first_response", new Share(170, 175)),
                        new ServiceRow("resolution", new Share(160, 160))),
                List.of(
                        new MonthShare(YearMonth.of(2026, 7), new Share(60, 60)),
                        new MonthShare(YearMonth.of(2026, 8), new Share(55, 60)),
                        new MonthShare(YearMonth.of(2026, 9), new Share(55, 55))),
                breaches,
                180,
                1);
    }
}
