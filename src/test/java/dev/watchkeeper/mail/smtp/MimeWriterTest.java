package dev.watchkeeper.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.tenant.Language;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MimeWriterTest {
    private final MimeWriter writer = new MimeWriter();

    private static Draft with(Draft d, MailKind kind, List<Attachment> files, List<String> unsubscribe) {
        return new Draft(
                kind,
                d.dedupeKey(),
                d.from(),
                d.to(),
                d.replyTo(),
                d.subject(),
                d.language(),
                d.date(),
                d.zone(),
                d.text(),
                d.html(),
                files,
                d.threadRoot(),
                unsubscribe,
                d.important(),
                d.severity(),
                d.customer(),
                d.incident(),
                d.originalTo());
    }

    private static Message parse(byte[] mime) {
        try {
            return new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(mime));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(Message message, String name) {
        return message.getHeader().getField(name) == null
                ? "-"
                : message.getHeader().getField(name).getBody();
    }

    private static String text(Entity part) throws IOException {
        return new String(((TextBody) part.getBody()).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theSameDraftGivesTheSameBytes() {
        Draft draft = with(
                Letters.draft("alert:48213-fr-1:breach:v1:am17", "【SLA】星海科技 #48213", "正文", "<p>正文</p>"),
                MailKind.ALERT,
                List.of(new Attachment("findings-20261124.csv", "text/csv; charset=utf-8", new byte[] {1, 2, 3})),
                List.of());

        assertThat(writer.compose(draft)).isEqualTo(writer.compose(draft));
    }

    @Test
    void headersOfAnAlert() {
        Message message = parse(writer.compose(
                Letters.draft("alert:48213-fr-1:breach:v1:am17", "【SLA】星海科技 #48213 首次回复 09:05 到期", "t", "h")));

        assertThat(field(message, "Message-ID")).isEqualTo("<alert.48213-fr-1.breach.v1.am17@reseller.example>");
        assertThat(field(message, "References")).isEqualTo("<i.48213-fr-1.am17@reseller.example>");
        assertThat(field(message, "In-Reply-To")).isEqualTo("<i.48213-fr-1.am17@reseller.example>");
        assertThat(message.getSubject()).isEqualTo("【SLA】星海科技 #48213 首次回复 09:05 到期");
        assertThat(message.getFrom().get(0).getName()).isEqualTo("健康监测");
        assertThat(field(message, "Date")).isEqualTo("Tue, 24 Nov 2026 08:45:00 +0800");
        assertThat(field(message, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(field(message, "List-Id")).isEqualTo("watchkeeper alert <alert.watchkeeper.reseller.example>");
        assertThat(field(message, "Importance")).isEqualTo("high");
        assertThat(field(message, "List-Unsubscribe-Post")).isEqualTo("-");
        assertThat(field(message, "X-Watchkeeper-Customer")).isEqualTo("t88");
        assertThat(message.getHeader().getField("Precedence")).isNull();
        assertThat(message.getHeader().getField("Cc")).isNull();
    }

    @Test
    void aDigestCanBeLeftWithOneClick() {
        Message message = parse(writer.compose(with(
                Letters.draft("d", "日报", "t", "h"),
                MailKind.DIGEST_DAILY,
                List.of(),
                List.of(
                        "https://notify.reseller.example/u/TOKEN",
                        "mailto:watchkeeper@reseller.example?subject=UNSUBSCRIBE%20daily"))));

        assertThat(field(message, "List-Unsubscribe").replaceAll("\\s+", " "))
                .isEqualTo("<https://notify.reseller.example/u/TOKEN>,"
                        + " <mailto:watchkeeper@reseller.example?subject=UNSUBSCRIBE%20daily>");
        assertThat(field(message, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void whatAPersonApprovedLooksLikeAPersonsMail() {
        Message message = parse(writer.compose(
                with(Letters.draft("q", "季度报告", "t", "h"), MailKind.REPORT_CUSTOMER, List.of(), List.of())));

        assertThat(names(message))
                .noneMatch(name -> name.startsWith("x-watchkeeper") || name.startsWith("list-"))
                .doesNotContain("auto-submitted");
    }

    @Test
    void textComesFirstThenHtmlThenFilesAllInBase64() throws IOException {
        byte[] mime = writer.compose(with(
                Letters.draft("d", "日报", "正文\n.\nFrom here", "<p>正文</p>"),
                MailKind.DIGEST_DAILY,
                List.of(new Attachment(
                        "findings-20261124.csv",
                        "text/csv; charset=utf-8",
                        "a,b\r\n".getBytes(StandardCharsets.UTF_8))),
                List.of()));
        Message message = parse(mime);

        Multipart mixed = (Multipart) message.getBody();
        Multipart alternative = (Multipart) mixed.getBodyParts().get(0).getBody();
        assertThat(message.getMimeType()).isEqualTo("multipart/mixed");
        assertThat(mixed.getBodyParts().get(0).getMimeType()).isEqualTo("multipart/alternative");
        assertThat(alternative.getBodyParts())
                .extracting(Entity::getMimeType)
                .containsExactly("text/plain", "text/html");
        assertThat(text(alternative.getBodyParts().get(0))).isEqualTo("正文\r\n.\r\nFrom here");
        assertThat(mixed.getBodyParts().get(1).getFilename()).isEqualTo("findings-20261124.csv");
        assertThat(mixed.getBodyParts().get(1).getDispositionType()).isEqualTo("attachment");
        String wire = new String(mime, StandardCharsets.ISO_8859_1);
        assertThat(wire.lines()).allMatch(line -> line.length() <= 998);
        assertThat(wire.chars()).allMatch(c -> c < 128);
        assertThat(wire.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void aLighterCopyKeepsEverythingButTheFilesAndTheId() throws IOException {
        byte[] mime = writer.compose(with(
                Letters.draft("d", "日报", "正文", "<p>正文</p>"),
                MailKind.DIGEST_DAILY,
                List.of(new Attachment("a.csv", "text/csv", new byte[100_000])),
                List.of()));

        Message lighter = parse(writer.withoutAttachments(mime, "<d.r2@reseller.example>"));

        assertThat(lighter.getMessageId()).isEqualTo("<d.r2@reseller.example>");
        assertThat(lighter.getSubject()).isEqualTo("日报");
        assertThat(lighter.getMimeType()).isEqualTo("multipart/alternative");
        assertThat(text(((Multipart) lighter.getBody()).getBodyParts().get(0))).isEqualTo("正文");
    }

    @Test
    void noTextOfAStrangerAddsAHeader() {
        Draft plain = Letters.draft("key", "s", "t", "h");
        var usual = names(parse(writer.compose(plain)));
        SplittableRandom random = new SplittableRandom(20261124);
        for (int i = 0; i < 1000; i++) {
            String evil = evil(random);
            Draft draft = new Draft(
                    plain.kind(),
                    evil.isBlank() ? "k" : evil,
                    new Mailbox(evil, "w@reseller.example"),
                    new Mailbox(evil, "a@reseller.example"),
                    plain.replyTo(),
                    evil,
                    Language.EN,
                    plain.date(),
                    ZoneId.of("Asia/Shanghai"),
                    evil,
                    evil,
                    List.of(),
                    evil.isBlank() ? "k" : evil,
                    plain.unsubscribe(),
                    true,
                    plain.severity(),
                    evil.isBlank() ? "k" : evil,
                    evil.isBlank() ? "k" : evil,
                    null);
            assertThat(names(parse(writer.compose(draft))))
                    .as("seed 20261124, run %s", i)
                    .isEqualTo(usual);
        }
    }

    @Test
    void aTicketNumberInAnyScriptIsNamed() throws Exception {
        Draft d = Letters.draft("key", "s", "t", "h");
        String number = "canonical/工单-１".repeat(20);
        Message mail = parse(writer.compose(new Draft(
                d.kind(),
                d.dedupeKey(),
                d.from(),
                d.to(),
                d.replyTo(),
                d.subject(),
                d.language(),
                d.date(),
                d.zone(),
                d.text(),
                d.html(),
                List.of(),
                null,
                List.of(),
                false,
                null,
                "xinghai",
                number,
                null)));
        String incident = mail.getHeader().getField("X-Watchkeeper-Incident").getBody();
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(incident))).isEqualTo(number.substring(0, 200));
        assertThat(mail.getHeader().getField("X-Watchkeeper-Customer").getBody())
                .isEqualTo("xinghai");
    }

    @Test
    void headersOfOursRefuseControlCharacters() {
        for (String evil : List.of("x\r\nBcc: v@x.example", "x\nX: y", "x\u2028y", "工单", "x\u0000", "x".repeat(800))) {
            Draft d = Letters.draft("key", "s", "t", "h");
            assertThatThrownBy(() -> writer.compose(new Draft(
                            d.kind(),
                            d.dedupeKey(),
                            d.from(),
                            d.to(),
                            d.replyTo(),
                            d.subject(),
                            d.language(),
                            d.date(),
                            d.zone(),
                            d.text(),
                            d.html(),
                            List.of(),
                            null,
                            List.of(),
                            false,
                            evil,
                            null,
                            null,
                            null)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Attachment(evil, "text/csv", new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void onlyOneClassSetsHeaders() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> callers = files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> read(f).matches("(?s).*\\b(setHeader|addHeader|setSubject)\\(.*"))
                    .filter(f -> read(f).contains("jakarta.mail"))
                    .toList();
            assertThat(callers).extracting(f -> f.getFileName().toString()).containsExactly("Headers.java");
        }
    }

    @Test
    void fileModeLeavesReadableFiles(@TempDir Path directory) throws Exception {
        byte[] mime = writer.compose(Letters.draft("digest:daily:am17:2026-11-24:r1", "日报", "正文", "<p>正文</p>"));

        FileMailer.write(directory, FileMailer.fileName("digest:daily:am17:2026-11-24:r1"), mime);

        assertThat(Files.readAllBytes(directory.resolve("digest.daily.am17.2026-11-24.r1.eml")))
                .isEqualTo(mime);
        assertThat(directory.resolve("digest.daily.am17.2026-11-24.r1.html")).hasContent("<p>正文</p>");
        assertThat(directory.resolve("digest.daily.am17.2026-11-24.r1.txt")).hasContent("正文");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(Message message) {
        Set<String> names = new TreeSet<>();
        message.getHeader().getFields().forEach(f -> names.add(f.getName().toLowerCase(java.util.Locale.ROOT)));
        return names;
    }

    private static String evil(SplittableRandom random) {
        String[] pieces = {
            "\r\n",
            "\n",
            "\r",
            "Bcc: v@x.example",
            ": ",
            "\u0000",
            "\u2028",
            "\u202e",
            "<",
            ">",
            "\"",
            "=?utf-8?B?",
            "?=",
            "星海",
            " ",
            "\t",
            "a",
            ".",
            "@",
            ",",
            ";",
            "\\",
            "\u0085",
            "😀",
            "Content-Type: text/html"
        };
        StringBuilder text = new StringBuilder();
        int n = random.nextInt(1, 14);
        for (int i = 0; i < n; i++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
