package dev.watchkeeper.mail;

import dev.watchkeeper.tenant.Language;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drafts and letters for tests. */
public final class Letters {
    public static final Instant NOW = Instant.parse("2026-11-24T00:45:00Z");

    private Letters() {}

    public static Letter letter(String key) {
        return letter(key, MailKind.ALERT, Priority.MARK, NOW, NOW.plusSeconds(3600), "am17", null);
    }

    public static Letter letter(MailKind kind, String key) {
        return letter(key, kind, Priority.DIGEST, NOW, NOW.plusSeconds(6 * 3600), "am17", null);
    }

    public static Letter letter(
            String key,
            MailKind kind,
            Priority priority,
            Instant notBefore,
            @Nullable Instant expiresAt,
            String recipient,
            @Nullable String incident) {
        return new Letter(
                kind,
                MailMode.LIVE,
                key,
                MessageIds.of(key, "reseller.example"),
                null,
                incident,
                recipient,
                recipient + "@reseller.example",
                "zh-CN",
                "Asia/Shanghai",
                "【SLA】星海科技",
                ("Subject: " + key + "\r\n\r\nbody of " + key + "\r\n").getBytes(StandardCharsets.UTF_8),
                1000,
                priority,
                notBefore,
                expiresAt,
                null,
                NOW);
    }

    public static Draft draft(String key, String subject, String text, String html) {
        return new Draft(
                MailKind.ALERT,
                key,
                new Mailbox("健康监测", "watchkeeper@reseller.example"),
                new Mailbox("李敏", "am17@reseller.example"),
                Mailbox.of("am-team@reseller.example"),
                subject,
                Language.ZH_CN,
                NOW,
                ZoneId.of("Asia/Shanghai"),
                text,
                html,
                List.of(),
                "i:48213-fr-1:am17",
                List.of("mailto:watchkeeper@reseller.example?subject=SETTINGS"),
                true,
                "critical",
                "t88",
                "48213-fr-1",
                null);
    }
}
