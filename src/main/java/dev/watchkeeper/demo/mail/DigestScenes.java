package dev.watchkeeper.demo.mail;

import static dev.watchkeeper.demo.mail.DigestScene.high;
import static dev.watchkeeper.demo.mail.SceneData.NOW;
import static dev.watchkeeper.demo.mail.SceneData.finding;
import static dev.watchkeeper.demo.mail.SceneData.text;

import dev.watchkeeper.digest.Baseline;
import dev.watchkeeper.digest.DigestFacts;
import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.digest.Ending;
import dev.watchkeeper.digest.Gap;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.mail.alert.Moment;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scenes that are digests, by name. */
public final class DigestScenes {
    private static final Text TWO_STEP = text("超级管理员未开两步验证", "super admins without 2SV");
    private static final Text DMARC = text("DMARC 策略被削弱", "DMARC policy weakened");
    private static final Text PUBLIC = text("文件对外公开", "files public on the web");

    private DigestScenes() {}

    /** Every digest scene in one language. */
    public static Map<String, DigestFacts> all(Language language) {
        Map<String, DigestFacts> all = new LinkedHashMap<>();
        all.put("three-things", threeThings(language).facts());
        all.put("quiet", quiet(language));
        all.put("first-run", firstRun(language));
        all.put("deputy", threeThings(language).sentTo(SceneData.lead(language)).facts());
        all.put("google", google(language));
        all.put("one-card", oneCard(language));
        all.put("nine-cards", nineCards(language));
        all.put("gaps-only", gapsOnly(language));
        all.put("two-hundred", OddScenes.twoHundred(language));
        all.put("hostile-names", OddScenes.hostileNames(language));
        all.put("long-names", OddScenes.longNames(language));
        all.put("weekly", weekly(language));
        return all;
    }

    private static DigestScene standing(DigestScene scene) {
        scene.open(high(
                        "F-2001",
                        "t12",
                        "LGN-04",
                        "2026-11-16T02:00:00Z",
                        text("要求两步验证，用户未登记", "2-Step demanded, users not enrolled")))
                .open(high(
                        "F-2002",
                        "t12",
                        "SHR-05",
                        "2026-11-16T02:00:00Z",
                        text("对外共享默认开放", "external sharing open by default")))
                .open(high(
                        "F-2003",
                        "t12",
                        "HYG-04",
                        "2026-11-18T02:00:00Z",
                        text("停用账号占用许可证", "suspended users hold licences")))
                .open(high(
                        "F-2004", "t31", "EML-04", "2026-11-22T02:00:00Z", text("SPF 允许任何人", "SPF lets anybody send")))
                .open(high(
                        "F-2005",
                        "t40",
                        "SYN-01",
                        "2026-10-14T02:00:00Z",
                        text("API 访问不受限", "unrestricted API access")))
                .open(high(
                        "F-2006", "t40", "LEK-05", "2026-11-01T02:00:00Z", text("离职账号仍在转发", "leavers still forward")))
                .open(high(
                        "F-2007", "t40", "LGN-10", "2026-11-02T02:00:00Z", text("没有备用管理员", "no second administrator")))
                .open(high("F-2008", "t88", "EML-05", "2026-11-15T02:00:00Z", text("DKIM 未签名", "DKIM not signing")))
                .open(high("F-2009", "c9", "SHR-02", "2026-11-18T02:00:00Z", text("日历对外公开", "calendars public")));
        return scene;
    }

    private static Finding twoStep() {
        return finding(
                "F-1234",
                "t12",
                "HYG-01",
                Severity.CRITICAL,
                "2026-11-23T08:20:00Z",
                TWO_STEP,
                text("2 个超级管理员未开两步验证", "2 super admins without 2-Step Verification"),
                text(
                        "让客户今天完成登记；之后在管理控制台强制执行。",
                        "have the customer enrol both today, then enforce it in the Admin console."));
    }

    /** The same, put right the next morning. */
    static Finding resolved() {
        Finding f = twoStep();
        return finding(
                f.id(),
                f.tenantId(),
                f.checkId(),
                f.severity(),
                f.openedAt(),
                NOW.minusSeconds(960),
                1,
                f.title(),
                f.summary(),
                f.remedy());
    }

    /** A critical finding with its evidence, for the alert. */
    static Finding newAdministrator() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("it2@t12.example", "15:52 ← admin@t12.example");
        evidence.put("boss@t12.example", "14:30 ← boss@t12.example");
        Finding f = twoStep();
        return new Finding(
                f.id(),
                f.tenantId(),
                "HYG-03",
                "tenant",
                f.severity(),
                f.title(),
                f.summary(),
                f.remedy(),
                evidence,
                f.firstSeenAt(),
                f.openedAt(),
                f.lastSeenAt(),
                null,
                1,
                null,
                null,
                null);
    }

    static List<Moment> howItCame() {
        return List.of(
                new Moment(
                        Instant.parse("2026-11-23T02:20:00Z"),
                        text("检查：全部超级管理员已开", "Check: all super admins enrolled")),
                new Moment(Instant.parse("2026-11-23T06:30:00Z"), text("boss 关闭两步验证", "boss switched 2-Step off")),
                new Moment(Instant.parse("2026-11-23T07:52:00Z"), text("it2 被设为超级管理员", "it2 became super admin")),
                new Moment(Instant.parse("2026-11-23T08:20:00Z"), text("检查：2 个未开", "Check: 2 without")),
                new Moment(Instant.parse("2026-11-23T08:21:00Z"), text("复查：结果相同", "Checked again: the same")));
    }

    private static Finding dmarc() {
        return finding(
                "F-1235",
                "t31",
                "EML-06",
                Severity.HIGH,
                "2026-11-20T02:00:00Z",
                DMARC,
                text("DMARC 从 quarantine 退回 none", "DMARC went from quarantine to none"),
                text(
                        "问清是不是客户自己改的 DNS，再恢复记录。",
                        "ask whether the customer changed DNS on purpose, then restore the record."));
    }

    private static Finding publicFiles() {
        return finding(
                "F-1236",
                "t40",
                "LEK-01",
                Severity.MEDIUM,
                "2026-11-23T09:00:00Z",
                PUBLIC,
                text("14 个文件对外公开", "14 files public on the web"),
                text("让文件所有者收回链接。", "have the owners withdraw the links."));
    }

    private static Finding solved(String id, String tenant, Text title) {
        return finding(
                id,
                tenant,
                "EML-04",
                Severity.HIGH,
                Instant.parse("2026-11-10T02:00:00Z"),
                Instant.parse("2026-11-23T11:00:00Z"),
                1,
                title,
                Text.EMPTY,
                Text.EMPTY);
    }

    /** The mail of the README: a deadline, a new critical finding, something that got worse, two customers not seen. */
    private static DigestScene threeThings(Language language) {
        return standing(DigestScene.daily(34, language))
                .clock("t88", "48213", text("邮件全部退信", "all mail bouncing"), "2026-11-24T01:05:00Z", false, false)
                .fresh(twoStep())
                .worse(dmarc(), "2026-11-23T14:10:00Z", Severity.MEDIUM)
                .open(publicFiles())
                .solved(solved("F-1237", "t88", text("SPF 超过 10 次查询", "SPF over 10 lookups")))
                .solved(solved("F-1238", "t41", text("许可证不足", "too few licences")))
                .solved(solved("F-1239", "t42", text("停用账号仍在转发", "forwarding on a suspended user")))
                .solved(solved("F-1240", "t42", text("未使用的 OAuth 应用", "unused OAuth app")))
                .score("t12", 70)
                .score("t31", 90)
                .score("t88", 88)
                .score("t40", 80)
                .gap(
                        new Gap(
                                "t50",
                                Gap.Area.AUDIT,
                                Instant.parse("2026-11-23T02:00:00Z"),
                                text("授权 11月20日 被撤销", "access revoked on 20 Nov"),
                                text("把重新授权说明发给客户", "send the re-authorisation note"),
                                null),
                        false)
                .gap(
                        new Gap(
                                "t51",
                                Gap.Area.AUDIT,
                                Instant.parse("2026-11-23T02:00:00Z"),
                                text("Google API 配额用完", "Google API quota used up"),
                                text("自动重试", "automatic retry"),
                                Instant.parse("2026-11-24T06:00:00Z")),
                        true)
                .expect(
                        "t88",
                        text("更多「收不到邮件」", "more “mail does not arrive”"),
                        text("与 #48213 同一原因", "same cause as #48213"))
                .expect(
                        "t31",
                        text("发出的邮件被当作垃圾邮件", "outgoing mail treated as spam"),
                        text("DMARC 退回 none", "DMARC back to none"))
                .expect("t40", text("外人看到内部文件", "outsiders see internal files"), text("14 个文件对外公开", "14 files public"))
                .sla(new Share(53, 55), new Share(60, 63), List.of(0, 0, 1, 0, 0, 0, 1), 1);
    }

    private static DigestFacts quiet(Language language) {
        return DigestScene.daily(34, language)
                .always()
                .sla(new Share(41, 41), new Share(39, 40), List.of(0, 0, 0, 0, 0, 0, 0), 0)
                .facts();
    }

    private static DigestFacts firstRun(Language language) {
        DigestScene scene = DigestScene.daily(12, language).first();
        scene.open(twoStep()).open(dmarc());
        return standing(scene).facts();
    }

    /** Two incidents at Google, one of them over by Google's last word; and the last day to claim a credit. */
    private static DigestFacts google(Language language) {
        Instant begin = Instant.parse("2026-11-23T22:10:00Z");
        Incident mail = new Incident(
                "2Nqt8Yv1Xb7cE5kLhPzR",
                "We're experiencing an issue with Gmail: delayed delivery to <external> domains",
                begin,
                null,
                Impact.OUTAGE,
                "high",
                List.of(Product.KNOWN.get(0)),
                List.of(new Incident.Update(begin, Impact.OUTAGE, "We are investigating.")));
        Incident meet = new Incident(
                "7Hs2Kd9Wq4mT3nVbYfUa",
                "Meet: some users cannot join calls",
                begin.minusSeconds(7200),
                null,
                Impact.DISRUPTION,
                "medium",
                List.of(Product.KNOWN.get(5)),
                List.of(
                        new Incident.Update(begin.minusSeconds(7200), Impact.DISRUPTION, "We are investigating."),
                        new Incident.Update(begin.minusSeconds(600), Impact.AVAILABLE, "Mitigated.")));
        Instant october = Instant.parse("2026-10-29T07:02:00Z");
        Incident drive = new Incident(
                "4Pw8Lc6Zr2XyG1tJmNoB",
                "Drive: some users could not open files",
                october,
                october.plusSeconds(3180),
                Impact.DISRUPTION,
                "medium",
                List.of(Product.KNOWN.get(1)),
                List.of());
        return DigestScene.daily(34, language)
                .google(
                        new KeptIncident(drive, october, NOW, 3, "{}", null),
                        new KeptIncident(mail, begin, NOW, 1, "{}", null),
                        new KeptIncident(meet, begin, NOW, 2, "{}", null))
                .claimed(
                        "claim-drive-2026-10",
                        new Baseline.Claimed("Drive", YearMonth.of(2026, 10), 61, 3, NOW.plus(Duration.ofDays(4))))
                .claimed(
                        "claim-chat-2026-11",
                        new Baseline.Claimed("Chat", YearMonth.of(2026, 11), 45, 3, NOW.plus(Duration.ofDays(20))))
                .sla(new Share(41, 41), new Share(39, 40), List.of(0, 0, 0, 0, 0, 0, 0), 0)
                .facts();
    }

    private static DigestFacts oneCard(Language language) {
        return DigestScene.daily(34, language)
                .ending(new Ending(
                        "t41",
                        Ending.Kind.DOMAIN,
                        text("t41.example 在注册商处到期", "t41.example runs out at the registrar"),
                        Instant.parse("2026-11-30T04:00:00Z"),
                        Text.EMPTY,
                        "F-1300",
                        null))
                .sla(new Share(7, 8), new Share(0, 0), List.of(0, 0, 1, 0, 0, 0, 0), 0)
                .facts();
    }

    /** The same in four customers: one card. */
    static List<Finding> weakDmarc() {
        List<Finding> same = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            same.add(finding(
                    "F-140" + i,
                    "c" + (12 + i),
                    "EML-06",
                    Severity.HIGH,
                    "2026-11-23T03:0" + i + ":00Z",
                    text("DMARC 仍为 none", "DMARC still at none"),
                    Text.EMPTY,
                    text("和客户约定改成 quarantine 的日期。", "agree on a date for quarantine with the customer.")));
        }
        return same;
    }

    private static DigestFacts nineCards(Language language) {
        DigestScene scene = threeThings(language);
        weakDmarc().forEach(scene::fresh);
        String[][] more = {
            {"LEK-05", "外部转发规则", "forwarding rules to the outside"},
            {"SYN-08", "未审核的应用读取邮件", "an unreviewed app reads mail"},
            {"SHR-05", "共享云端硬盘对外开放", "a shared drive open to outsiders"},
            {"LGN-07", "一小时内停用 9 个账号", "9 accounts suspended within an hour"},
            {"LEK-04", "大量下载", "mass download"}
        };
        for (int i = 0; i < more.length; i++) {
            scene.fresh(finding(
                    "F-150" + i,
                    "c" + (20 + i),
                    more[i][0],
                    Severity.HIGH,
                    "2026-11-23T04:0" + i + ":00Z",
                    text(more[i][1], more[i][2]),
                    Text.EMPTY,
                    text("先问客户的管理员。", "ask the customer's administrator first.")));
        }
        return scene.facts();
    }

    private static DigestFacts gapsOnly(Language language) {
        DigestScene scene = DigestScene.daily(34, language);
        for (String tenant : List.of("t50", "t51", "c9")) {
            scene.gap(
                    new Gap(
                            tenant,
                            Gap.Area.AUDIT,
                            Instant.parse("2026-11-23T10:00:00Z"),
                            text("Google API 没有应答", "Google's API did not answer"),
                            text("自动重试", "automatic retry"),
                            Instant.parse("2026-11-24T02:00:00Z")),
                    true);
        }
        return scene.facts();
    }

    private static DigestFacts weekly(Language language) {
        DigestScene scene = threeThings(language);
        List<WeekFacts.Row> rows = List.of(
                new WeekFacts.Row("first_response", "S1", new Share(11, 12), Duration.ofMinutes(7)),
                new WeekFacts.Row("first_response", "S2", new Share(42, 43), Duration.ofMinutes(31)),
                new WeekFacts.Row("next_response", "S2", new Share(18, 18), Duration.ZERO),
                new WeekFacts.Row("resolution", "S1", new Share(8, 9), Duration.ofMinutes(95)));
        List<Ending> ahead = List.of(
                new Ending(
                        "t41",
                        Ending.Kind.LICENCE,
                        text("25 个席位续订", "25 seats to renew"),
                        Instant.parse("2026-11-30T16:00:00Z"),
                        Text.EMPTY,
                        "L-1",
                        null),
                new Ending(
                        "t88",
                        Ending.Kind.DOMAIN,
                        text("t88.example 到期", "t88.example runs out"),
                        Instant.parse("2026-12-09T16:00:00Z"),
                        Text.EMPTY,
                        "D-1",
                        null),
                new Ending(
                        "t40",
                        Ending.Kind.ACCEPTED_RISK,
                        text("API 访问不受限", "unrestricted API access"),
                        Instant.parse("2026-12-20T16:00:00Z"),
                        Text.EMPTY,
                        "F-2005",
                        null));
        return scene.week(
                        new WeekFacts(
                                LocalDate.of(2026, 11, 16),
                                LocalDate.of(2026, 11, 22),
                                rows,
                                List.of(new WeekFacts.Restatement(
                                        "t40",
                                        "47102",
                                        text(
                                                "超时 → 按时（08:58 已回复，系统晚收到）",
                                                "late → on time (the 08:58 reply arrived late)"))),
                                List.of(19, 18, 18, 21, 17, 16, 16, 15, 15, 14, 13, 11),
                                List.of(
                                        new WeekFacts.Closed(
                                                "t88",
                                                text("SPF 超过 10 次查询", "SPF over 10 lookups"),
                                                Instant.parse("2026-11-20T03:00:00Z"),
                                                text("王伟", "Wang Wei").in(language)),
                                        new WeekFacts.Closed(
                                                "t41",
                                                text("许可证不足", "too few licences"),
                                                Instant.parse("2026-11-21T03:00:00Z"),
                                                null)),
                                ahead),
                        List.of(LocalDate.of(2026, 11, 17), LocalDate.of(2026, 11, 19)))
                .facts(DigestKind.WEEKLY);
    }
}
