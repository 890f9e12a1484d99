package dev.watchkeeper.demo.mail;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The people, customers and findings that scenes are made of. */
final class SceneData {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final Instant NOW = Instant.parse("2026-11-24T00:40:00Z");
    static final Instant YESTERDAY = Instant.parse("2026-11-23T00:40:00Z");

    private static final String[][] NAMES = {
        {"t88", "星海科技", "Xinghai Tech", "星海科技", "Xinghai"},
        {"t12", "远山教育", "Yuanshan Education", "远山教育", "Yuanshan"},
        {"t31", "明德制造", "Mingde Manufacturing", "明德制造", "Mingde"},
        {"t40", "云帆物流", "Yunfan Logistics", "云帆物流", "Yunfan"},
        {"t41", "北岸设计", "Beian Design", "北岸设计", "Beian"},
        {"t42", "海拓贸易", "Haituo Trading", "海拓贸易", "Haituo"},
        {"t50", "澄光传媒", "Chengguang Media", "澄光传媒", "Chengguang"},
        {"t51", "南屿酒店", "Nanyu Hotels", "南屿酒店", "Nanyu"},
    };

    private SceneData() {}

    static Person manager(Language language) {
        return person("am17", language == Language.ZH_CN ? "李敏" : "Li Min", language);
    }

    static Person lead(Language language) {
        return person("lead3", language == Language.ZH_CN ? "王主管" : "team lead Wang", language);
    }

    private static Person person(String id, String name, Language language) {
        return new Person(
                id,
                name,
                id + "@reseller.example",
                language,
                SHANGHAI,
                "cn-workdays",
                Person.DigestMode.ON_CHANGE,
                LocalTime.of(8, 45),
                DayOfWeek.MONDAY,
                LocalTime.of(9, 0),
                "high",
                "critical",
                List.of("50", "warn", "breach"),
                "warn",
                List.of(new Person.TimeRange(LocalTime.of(20, 0), LocalTime.of(8, 0))),
                null,
                null,
                "lead3",
                true,
                false);
    }

    /** The first eight have names, the others numbers. */
    static List<Tenant> customers(int n, Language language) {
        List<Tenant> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean zh = language == Language.ZH_CN;
            if (i < NAMES.length) {
                all.add(tenant(NAMES[i][0], NAMES[i][zh ? 1 : 2], NAMES[i][zh ? 3 : 4]));
            } else {
                String name = zh ? "客户" + (i + 1) + "号" : "Customer " + (i + 1);
                all.add(tenant("c" + (i + 1), name, name));
            }
        }
        return all;
    }

    static Tenant tenant(String id, String name, String shortName) {
        return new Tenant(
                id,
                name,
                shortName,
                List.of(id + ".example"),
                "my_customer",
                "admin@" + id + ".example",
                List.of(),
                "am17",
                SHANGHAI,
                Language.ZH_CN,
                Profile.NORMAL,
                MailSetup.PLAIN,
                List.of(),
                List.of(),
                "");
    }

    static Finding finding(
            String id,
            String tenant,
            String check,
            Severity severity,
            String opened,
            Text title,
            Text summary,
            Text remedy) {
        return finding(id, tenant, check, severity, Instant.parse(opened), null, 1, title, summary, remedy);
    }

    static Finding finding(
            String id,
            String tenant,
            String check,
            Severity severity,
            Instant opened,
            @Nullable Instant resolved,
            int episodes,
            Text title,
            Text summary,
            Text remedy) {
        return new Finding(
                id,
                tenant,
                check,
                "tenant",
                severity,
                title,
                summary,
                remedy,
                Map.of(),
                opened,
                opened,
                resolved == null ? NOW : resolved,
                resolved,
                episodes,
                null,
                null,
                null);
    }

    static FindingEvent event(Finding finding, FindingEvent.Kind kind, String at, @Nullable Severity before) {
        return new FindingEvent(
                0,
                finding.id(),
                finding.tenantId(),
                finding.checkId(),
                kind,
                Instant.parse(at),
                finding.severity(),
                before,
                "run-1",
                null,
                null,
                null,
                false);
    }

    static Text text(String zh, String en) {
        return new Text(en, zh);
    }
}
