package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.digest.DigestModel.Trace;
import dev.watchkeeper.digest.DigestRecord;
import dev.watchkeeper.mail.Bounce;
import dev.watchkeeper.mail.Letter;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiDigests;
import dev.watchkeeper.store.JdbiNotifyPrefs;
import dev.watchkeeper.store.JdbiOutbox;
import dev.watchkeeper.store.JdbiThreads;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:45:00Z");

    @TempDir
    Path directory;

    private String out = "";
    private String err = "";

    @BeforeEach
    void configure() throws IOException {
        Path config = Files.createDirectories(directory.resolve("config"));
        Files.writeString(
                config.resolve("watchkeeper.yaml"),
                "database: {directory: '" + directory.resolve("data") + "'}\nmail: {mode: file, directory: '"
                        + directory.resolve("mail") + "'}\n");
        Files.writeString(
                config.resolve("people.yaml"),
                "people:\n  - {id: am17, name: Li Min, email: am17@reseller.example, language: en}\n");
        Files.writeString(
                config.resolve("tenants.yaml"),
                "tenants:\n  - {id: t88, name: Xinghai Tech, domains: [xinghai.example], manager: am17}\n");
    }

    private int run(String... args) {
        StringWriter toOut = new StringWriter();
        StringWriter toErr = new StringWriter();
        String[] all = Stream.concat(
                        Stream.of("mail"),
                        Stream.concat(
                                Stream.of(args),
                                Stream.of(
                                        "--config", directory.resolve("config").toString())))
                .toArray(String[]::new);
        int code = Main.run(new PrintWriter(toOut), new PrintWriter(toErr), all);
        out = toOut.toString();
        err = toErr.toString();
        return code;
    }

    private Database database() {
        return Database.open(DatabaseSettings.h2(directory.resolve("data")), Clock.systemUTC());
    }

    private static Letter letter(String key, MailMode mode) {
        return new Letter(
                MailKind.DIGEST_DAILY,
                mode,
                key,
                "<" + key.replace(':', '.') + "@reseller.example>",
                null,
                null,
                "am17",
                "am17@reseller.example",
                "en",
                "Asia/Shanghai",
                "3 to act",
                "Subject: 3 to act\r\nContent-Type: text/plain\r\n\r\nhello\r\n".getBytes(StandardCharsets.UTF_8),
                10,
                Priority.DIGEST,
                NOW,
                null,
                null,
                NOW);
    }

    @Test
    void queueShowCancelRetryAndResend() {
        try (Database database = database()) {
            new JdbiOutbox(database).write(letter("digest:daily:am17:2026-11-24:r1", MailMode.LIVE));
            new JdbiOutbox(database).write(letter("digest:daily:am17:2026-11-25:r1", MailMode.LIVE));
        }
        assertThat(run("queue")).isZero();
        assertThat(out).contains("pending").contains("am17@reseller.example").contains("3 to act");
        assertThat(run("queue", "--json", "--state", "held")).isZero();
        assertThat(out.replaceAll("\\s", "")).isEqualTo("{\"mode\":\"file\",\"mails\":[],\"truncated\":false}");
        assertThat(run("queue", "--json", "--limit", "1")).isZero();
        assertThat(out.replaceAll("\\s", "")).endsWith(",\"truncated\":true}");
        assertThat(run("queue", "--limit", "1")).isZero();
        assertThat(out).contains("1 mails; there are more, raise --limit");
        assertThat(run("queue", "--limit", "-1")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("--limit -1");
        assertThat(run("queue", "--state", "lost")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("accepted: pending, sending");

        assertThat(run(
                        "show",
                        "digest:daily:am17:2026-11-24:r1",
                        "--out",
                        directory.resolve("shown").toString()))
                .isZero();
        assertThat(directory.resolve("shown/digest.daily.am17.2026-11-24.r1.txt"))
                .hasContent("hello\n");
        assertThat(run("show", "nothing")).isEqualTo(ExitCode.USAGE);
        try (Database database = database()) {
            new JdbiOutbox(database)
                    .noteBounce(
                            1,
                            new Bounce("<a@b>", 1L, List.of(), false, "4.4.1", "queue is long, still trying", "hash"),
                            NOW);
        }
        assertThat(run("show", "1")).isZero();
        assertThat(out).contains("delayed on its way", "4.4.1 queue is long, still trying");
        assertThat(run("show", "1", "--json")).isZero();
        assertThat(out.replace(" ", "")).contains("\"permanent\":false", "\"status\":\"4.4.1\"");

        assertThat(run("cancel", "1", "--dry-run")).isZero();
        assertThat(out).startsWith("would be cancelled");
        assertThat(run("cancel", "1")).isZero();
        assertThat(run("cancel", "1", "2")).isEqualTo(ExitCode.PARTIAL);
        assertThat(out).contains("not cancelled: mail 1").contains("cancelled: mail 2");
        assertThat(run("retry", "1")).isEqualTo(ExitCode.PARTIAL);
        assertThat(run("resend", "1")).isZero();
        assertThat(out).contains("add --confirm");
        assertThat(run("resend", "1", "--confirm")).isEqualTo(ExitCode.PARTIAL);
    }

    @Test
    void explainSaysWhyAPersonGetsNoDigestsAndTheWayBack() throws IOException {
        assertThat(run("explain", "am17")).isZero();
        assertThat(out).contains("daily digest: no date yet").doesNotContain("not sent", "way back");
        Instant now = Instant.now();
        try (Database database = database()) {
            NotifyPrefs prefs = new JdbiNotifyPrefs(database);
            prefs.set("am17", NotifyPrefs.DAILY_MODE, NotifyPrefs.OFF, "am17", now.minusSeconds(60));
            prefs.set("am17", NotifyPrefs.PAUSED_UNTIL, now.plusSeconds(3600).toString(), "am17", now);
        }
        assertThat(run("explain", "am17")).isZero();
        assertThat(out)
                .contains("daily digest: not sent, switched off by the reader (am17, ")
                .contains("weekly digest: not sent, paused until " + now.plusSeconds(3600))
                .doesNotContain("way back");

        Files.writeString(directory.resolve("config/link.key"), "0123456789abcdef0123456789abcdef");
        Files.writeString(
                directory.resolve("config/watchkeeper.yaml"),
                "database: {directory: '" + directory.resolve("data")
                        + "'}\nmail: {publicUrl: 'https://notify.example'," + " linkKey: '${file:link.key}'}\n");
        assertThat(run("explain", "am17")).isZero();
        assertThat(out).contains("way back, as this person: https://notify.example/l/");
        assertThat(run("explain", "am17", "--json")).isZero();
        assertThat(out).contains("\"sent\" : false", "\"key\" : \"digest.daily.mode\"", "\"by\" : \"am17\"");
    }

    @Test
    void explainSaysWhyEachItemIsThere() {
        try (Database database = database()) {
            new JdbiDigests(database)
                    .save(new DigestRecord(
                            "D-20261124-am17",
                            DigestKind.DAILY,
                            "am17",
                            null,
                            NOW,
                            null,
                            null,
                            List.of(new Trace("card", "F-1234", "new since the last digest, critical")),
                            null,
                            "nothing changed"));
            new JdbiThreads(database).note("48213-fr-1", NOW, "75: nobody wants this mark");
        }
        assertThat(run("explain", "D-20261124-am17")).isZero();
        assertThat(out).contains("not sent: nothing changed");
        assertThat(run("explain", "D-20261124-am17", "--json")).isZero();
        assertThat(out).contains("new since the last digest, critical");
        assertThat(run("explain", "A-48213-FR-1")).isZero();
        assertThat(out).contains("nobody wants this mark");
        assertThat(run("explain", "D-1")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("reference at the foot of a mail");
    }

    @Test
    void previewAllWritesEveryMailAndAContactSheet() throws IOException {
        assertThat(run(
                        "preview",
                        "all",
                        "--fixtures",
                        "--out",
                        directory.resolve("out").toString()))
                .isZero();
        assertThat(directory.resolve("out/index.html")).content().contains("three-things.zh-cn");
        try (Stream<Path> files = Files.list(directory.resolve("out"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".eml"))).hasSizeGreaterThanOrEqualTo(32);
        }
    }

    @Test
    void previewDigestRendersWhatIsInTheDatabase() throws IOException {
        assertThat(run(
                        "preview",
                        "digest",
                        "--recipient",
                        "am17",
                        "--at",
                        "2026-11-24T08:45:00+08:00",
                        "--out",
                        directory.resolve("out").toString()))
                .as(err)
                .isZero();
        assertThat(Files.readString(directory.resolve("out/digest.daily.am17.2026-11-24.txt")))
                .contains("First digest about 1 customer: nothing needs you today");
        assertThat(run("preview", "digest", "--recipient", "am99", "--out", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("known: am17");
        assertThat(run("preview", "alert", "--out", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(run("preview", "alert", "--incident", "F-NONE", "--out", "x"))
                .isEqualTo(ExitCode.USAGE);
    }
}
