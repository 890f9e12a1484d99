package dev.watchkeeper.demo.mail;

import static dev.watchkeeper.demo.mail.SceneData.finding;
import static dev.watchkeeper.demo.mail.SceneData.text;

import dev.watchkeeper.digest.DigestFacts;
import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.digest.Ending;
import dev.watchkeeper.digest.Gap;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Digests about very many customers, very many findings, and names that mean no good or have no end. */
public final class OddScenes {
    private OddScenes() {}

    static DigestFacts hostileNames(Language language) {
        return strange(language, hostile());
    }

    static DigestFacts longNames(Language language) {
        return strange(language, endless(language));
    }

    /** Fifty findings at each of two hundred customers. */
    public static DigestFacts tenThousand(Language language) {
        return crowd(language).facts();
    }

    /** The same on Monday: two thousand were closed, as many things end soon, and three hundred verdicts changed. */
    public static DigestFacts tenThousandInAWeek(Language language) {
        List<WeekFacts.Closed> closed = new ArrayList<>();
        List<Ending> ahead = new ArrayList<>();
        List<WeekFacts.Restatement> restated = new ArrayList<>();
        List<Tenant> customers = SceneData.customers(200, language);
        for (int i = 0; i < 2_000; i++) {
            String tenant = customers.get(i % 200).id();
            closed.add(new WeekFacts.Closed(
                    tenant,
                    text("问题 " + i + "：对外转发到个人邮箱", "problem " + i + ": forwarding to private mailboxes"),
                    SceneData.YESTERDAY.minusSeconds(60L * i),
                    null));
            ahead.add(new Ending(
                    tenant,
                    Ending.Kind.LICENCE,
                    text("续订 " + i + " 个席位", i + " seats to renew"),
                    SceneData.NOW.plus(Duration.ofDays(10).plusMinutes(i)),
                    Text.EMPTY,
                    "L-" + i,
                    null));
            if (i < 300) {
                restated.add(new WeekFacts.Restatement(
                        tenant, String.valueOf(50_000 + i), text("超时 → 按时", "late → on time")));
            }
        }
        List<WeekFacts.Row> rows = new ArrayList<>();
        for (String metric : List.of("first_response", "next_response", "resolution")) {
            for (int severity = 1; severity <= 4; severity++) {
                rows.add(new WeekFacts.Row(
                        metric, "S" + severity, new Share(4_800, 5_110), Duration.ofMinutes(31L * severity)));
            }
        }
        return crowd(language)
                .week(
                        new WeekFacts(
                                LocalDate.of(2026, 11, 16),
                                LocalDate.of(2026, 11, 22),
                                rows,
                                restated,
                                List.of(
                                        9_900, 9_800, 10_100, 10_200, 9_700, 9_600, 9_650, 9_500, 9_550, 9_400, 9_300,
                                        10_000),
                                closed,
                                ahead),
                        List.of())
                .facts(DigestKind.WEEKLY);
    }

    private static DigestScene crowd(Language language) {
        DigestScene scene = DigestScene.daily(200, language);
        List<Tenant> customers = SceneData.customers(200, language);
        for (int i = 0; i < 10_000; i++) {
            Finding finding = finding(
                    "F-" + (100_000 + i),
                    customers.get(i % 200).id(),
                    "EML-" + (10 + i / 200),
                    i % 7 == 0 ? Severity.CRITICAL : Severity.HIGH,
                    "2026-11-23T0" + i % 10 + ":30:00Z",
                    text("问题 " + i + "：对外转发到个人邮箱", "problem " + i + ": forwarding to private mailboxes"),
                    Text.EMPTY,
                    text("关闭转发，通知用户。", "switch forwarding off and tell the users."));
            if (i % 2 == 0) {
                scene.fresh(finding);
            } else {
                scene.open(finding);
            }
        }
        return scene;
    }

    static DigestFacts twoHundred(Language language) {
        DigestScene scene = DigestScene.daily(200, language);
        for (int i = 8; i < 200; i++) {
            Finding finding = finding(
                    "F-3" + i,
                    "c" + (i + 1),
                    i % 2 == 0 ? "HYG-0" + i % 9 : "EML-1" + i % 9,
                    i % 40 == 0 ? Severity.CRITICAL : Severity.HIGH,
                    "2026-11-" + (10 + i % 13) + "T02:00:00Z",
                    text("问题 " + i + "：对外转发到个人邮箱", "problem " + i + ": forwarding to private mailboxes"),
                    Text.EMPTY,
                    text("关闭转发，通知用户。", "switch forwarding off and tell the users."));
            if (i % 3 == 0) {
                scene.fresh(finding(
                        finding.id(),
                        finding.tenantId(),
                        finding.checkId(),
                        finding.severity(),
                        "2026-11-23T0" + i % 9 + ":30:00Z",
                        finding.title(),
                        finding.summary(),
                        finding.remedy()));
            } else {
                scene.open(finding);
            }
        }
        return scene.sla(new Share(480, 511), new Share(499, 520), List.of(3, 2, 9, 4, 1, 0, 12), 4)
                .facts();
    }

    private static List<Tenant> hostile() {
        String[] names = {
            "<script>alert(1)</script> & Söhne \"Co\"",
            "Evil\r\nBcc: victim@x.example",
            "\u202egnitekraM\u202c 公司\u0000",
            "https://phish.example/login.html",
            "{name} %s null ${x}",
            "'; DROP TABLE finding; --",
            "=HYPERLINK(\"http://x.example\")",
            "  \t  ",
            "名字\u200b带零宽\u2066字符\u2069",
            "<!--[if mso]>x<![endif]-->"
        };
        List<Tenant> customers = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            customers.add(SceneData.tenant("h" + i, names[i], names[i]));
        }
        return customers;
    }

    private static List<Tenant> endless(Language language) {
        List<Tenant> customers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String name = language == Language.ZH_CN
                    ? "上海浦东新区金桥出口加工区国际贸易与现代物流供应链管理股份有限公司第" + (i + 1) + "分公司"
                    : "Internationale Donaudampfschifffahrtsgesellschaft und Söhne Holding " + (i + 1)
                            + " GmbH & Co. KG";
            customers.add(SceneData.tenant("h" + i, name, name));
        }
        return customers;
    }

    private static DigestFacts strange(Language language, List<Tenant> customers) {
        DigestScene scene = DigestScene.of(customers, language);
        for (int i = 0; i < customers.size(); i++) {
            String name = customers.get(i).name();
            Finding finding = finding(
                    "F-40" + i,
                    "h" + i,
                    "LEK-0" + (i + 1),
                    i == 0 ? Severity.CRITICAL : Severity.HIGH,
                    "2026-11-23T0" + i % 9 + ":30:00Z",
                    text("用户 " + name + " 对外转发", "user " + name + " forwards mail"),
                    text("用户 " + name + "@x.example 把邮件转发到 " + name, name + "@x.example forwards to " + name),
                    text("问 " + name + "。", "ask " + name + "."));
            if (i < 4) {
                scene.fresh(finding);
            } else {
                scene.open(finding);
            }
            scene.gap(
                    new Gap(
                            "h" + i,
                            Gap.Area.TICKETS,
                            Instant.parse("2026-11-23T10:00:00Z"),
                            Text.same(name),
                            Text.same(name),
                            null),
                    true);
        }
        return scene.clock("h0", "1<b>2", Text.same(customers.get(0).name()), "2026-11-24T01:05:00Z", true, true)
                .facts();
    }
}
