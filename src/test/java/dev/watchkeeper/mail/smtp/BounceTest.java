package dev.watchkeeper.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.Seeds;
import dev.watchkeeper.mail.Bounce;
import dev.watchkeeper.mail.BounceDesk;
import dev.watchkeeper.mail.BounceDesk.Verdict;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailEvents;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.SendOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports of servers that had accepted a mail and could not deliver it, honest ones and others. */
@Tag("seeds")
class BounceTest {
    private static final String OURS = "<a@reseller.example>";
    private static final String READER = "am17@reseller.example";

    @TempDir
    private Path maildir;

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final List<String> heard = new ArrayList<>();
    private final BounceDesk desk = new BounceDesk(outbox, new MailEvents() {
        @Override
        public void bounced(OutboxEntry entry, Bounce bounce) {
            heard.add(entry.toAddress() + " " + bounce.told());
        }
    });

    @BeforeEach
    void sendOne() throws IOException {
        Files.createDirectories(maildir.resolve("new"));
        outbox.write(Letters.letter("a"));
        outbox.lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "n", Letters.NOW, Letters.NOW.plusSeconds(60));
        outbox.settle(
                1,
                "n",
                SendOutcome.accepted(250, "2.0.0 queued"),
                new Decision(Decision.Reason.ACCEPTED, EntryState.SENT, null, true, null),
                Letters.NOW);
    }

    /** As Postfix writes it. */
    private static String report(String action, String status, String recipient, String messageId, String to) {
        return """
                Return-Path: <>
                Delivered-To: %s
                From: MAILER-DAEMON@mx.partner.example (Mail Delivery System)
                To: %s
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                	boundary="4711/mx.partner.example"

                --4711/mx.partner.example
                Content-Description: Notification
                Content-Type: text/plain; charset=utf-8

                I'm sorry to have to inform you that your message could not be delivered.

                --4711/mx.partner.example
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.partner.example
                X-Postfix-Queue-ID: 4711
                Arrival-Date: Tue, 24 Nov 2026 08:45:01 +0800 (CST)

                Final-Recipient: rfc822; %s
                Original-Recipient: rfc822;%s
                Action: %s
                Status: %s
                Remote-MTA: dns; mx.partner.example
                Diagnostic-Code: smtp; 550 %s <%s>: Recipient address rejected: User
                    unknown in virtual mailbox table

                --4711/mx.partner.example
                Content-Description: Undelivered Message Headers
                Content-Type: text/rfc822-headers

                Return-Path: <bounces+1@reseller.example>
                From: watchkeeper@reseller.example
                Message-ID: %s
                Subject: =?utf-8?B?44CQU0xB44CR?=

                --4711/mx.partner.example--
                """.formatted(to, to, recipient, recipient, action, status, status, recipient, messageId)
                .replace("\n", "\r\n");
    }

    private static String good() {
        return report("failed", "5.1.1", READER, OURS, "bounces+1@reseller.example");
    }

    private Verdict judge(String report) throws BounceReader.NoBounce {
        return desk.receive(BounceReader.read(report.getBytes(StandardCharsets.UTF_8)), Letters.NOW.plusSeconds(60));
    }

    private OutboxEntry entry() {
        return outbox.find(1).orElseThrow();
    }

    @Test
    void aMailThatCameBackForGoodHasFailedAndItsAddressIsTold() throws Exception {
        assertThat(judge(good())).isEqualTo(Verdict.PERMANENT);

        assertThat(entry().state()).isEqualTo(EntryState.FAILED);
        assertThat(entry().smtpReply())
                .startsWith("bounced 5.1.1 smtp; 550 5.1.1")
                .contains("User unknown in virtual");
        assertThat(heard).hasSize(1);
        assertThat(judge(good())).as("once").isEqualTo(Verdict.NOT_PROVEN);
        assertThat(heard).hasSize(1);
        assertThat(outbox.daysRefused(READER)).isEqualTo(1);
    }

    @Test
    void aServerThatStillTriesIsOnlyNoted() throws Exception {
        String delayed = report("delayed", "4.4.1", READER, OURS, "bounces+1@reseller.example");
        assertThat(judge(delayed)).isEqualTo(Verdict.TEMPORARY);
        assertThat(judge(delayed)).isEqualTo(Verdict.KNOWN);
        assertThat(judge(report("failed", "4.4.7", READER, OURS, "bounces+1@reseller.example")))
                .isEqualTo(Verdict.TEMPORARY);

        assertThat(entry().state()).isEqualTo(EntryState.SENT);
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a mail that was never sent    | am17@reseller.example | <b@reseller.example> | bounces+1@reseller.example
            somebody else's address       | ceo@reseller.example  | <a@reseller.example> | bounces+1@reseller.example
            the number of another mail    | am17@reseller.example | <a@reseller.example> | bounces+2@reseller.example
            """)
    void whatIsNotProvenChangesNothing(String what, String recipient, String messageId, String to) throws Exception {
        assertThat(judge(report("failed", "5.1.1", recipient, messageId, to)))
                .as(what)
                .isEqualTo(Verdict.NOT_PROVEN);
        assertThat(entry().state()).isEqualTo(EntryState.SENT);
        assertThat(heard).isEmpty();
    }

    @Test
    void anOldMailCannotComeBack() throws Exception {
        Bounce late = BounceReader.read(good().getBytes(StandardCharsets.UTF_8));
        assertThat(desk.receive(late, Letters.NOW.plusSeconds(40L * 86_400))).isEqualTo(Verdict.NOT_PROVEN);
    }

    @Test
    void dialectsOfOtherServersAreRead() throws Exception {
        String lower =
                good().replace("Action: failed", "ACTION:  Failed").replace("Status: 5.1.1", "status: 5.1.1 (unknown)");
        assertThat(judge(lower)).isEqualTo(Verdict.PERMANENT);
        assertThat(BounceReader.read(good().replace("text/rfc822-headers", "message/rfc822")
                                .getBytes(StandardCharsets.UTF_8))
                        .messageId())
                .isEqualTo(OURS);
        assertThat(BounceReader.read(good().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8))
                        .recipients())
                .contains(READER);
        String forwarded =
                good().replace("Final-Recipient: rfc822; " + READER, "Final-Recipient: rfc822; old@elsewhere.example");
        assertThat(BounceReader.read(forwarded.getBytes(StandardCharsets.UTF_8)).recipients())
                .containsExactly("old@elsewhere.example", READER);
    }

    @Test
    void hostileWordsLoseTheirTeeth() throws Exception {
        Bounce bounce =
                BounceReader.read(good().replace("Recipient address", "\u202e\u200b\u0007<b>" + "x".repeat(2000))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(bounce.words()).hasSizeLessThanOrEqualTo(300).doesNotContain("\u202e", "\u200b", "\u0007");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Message-ID: <a@reseller.example> | X-Nothing: here       | nothing proves which one
            Action: failed                   | Action: delivered     | no failure and no delay
            Status: 5.1.1                    | Status: five          | no failure and no delay
            multipart/report                 | multipart/mixed       | no multipart/report
            multipart/report                 | text/plain            | no multipart/report
            message/delivery-status          | text/html             | no failure and no delay
            """)
    void whatCannotBeUsedSaysWhy(String part, String instead, String why) {
        byte[] odd = good().replace(part, instead).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> BounceReader.read(odd))
                .isInstanceOf(BounceReader.NoBounce.class)
                .hasMessageContaining(why);
    }

    @Test
    void theMaildirIsEmptiedAndWhatIsOddSetAside() throws IOException {
        put("1.good", good());
        put("2.forged", report("failed", "5.1.1", "ceo@reseller.example", OURS, "bounces+1@reseller.example"));
        put("3.notice", "Subject: I am on holiday\r\n\r\nback on Monday\r\n");
        put("4.large", good() + "x".repeat(200_000));
        put("5.empty", "");
        Files.write(maildir.resolve("new/6.binary"), new byte[] {0, -1, 13, 10, -128, 127});
        Files.createSymbolicLink(maildir.resolve("new/7.link"), Path.of("/etc/passwd"));

        BounceMaildir.Round round = collect();

        assertThat(round.verdicts()).containsOnlyKeys(Verdict.PERMANENT, Verdict.NOT_PROVEN);
        assertThat(round.odd()).isEqualTo(4);
        assertThat(names("cur")).containsExactly("1.good:2,S");
        assertThat(names("odd")).containsExactly("2.forged", "3.notice", "4.large", "5.empty", "6.binary");
        assertThat(names("new")).as("links are nobody's mail").containsExactly("7.link");
        assertThat(entry().state()).isEqualTo(EntryState.FAILED);
        assertThat(collect().read()).isZero();
    }

    @Test
    void aDirectoryThatIsNoMaildirIsNamed() {
        BounceMaildir wrong =
                new BounceMaildir(new BounceSettings(maildir.resolve("absent"), 100_000), bounce -> Verdict.KNOWN);
        assertThatThrownBy(() -> wrong.collect(() -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mail.bounces.maildir");
    }

    /** Bytes changed, cut, doubled and shuffled at random: read or set aside, never more. */
    @Test
    void nothingThatAStrangerWritesBreaksTheReader() {
        Random random = new Random(55);
        int read = 0;
        int seeds = Seeds.times(1000);
        for (int i = 0; i < seeds; i++) {
            byte[] bytes = mutated(good().getBytes(StandardCharsets.UTF_8), random);
            try {
                Bounce bounce = BounceReader.read(bytes);
                read++;
                assertThat(bounce.status()).matches("[245]\\.\\d{1,3}\\.\\d{1,3}");
                assertThat(bounce.words()).doesNotContainPattern("\\p{Cntrl}");
                desk.receive(bounce, Letters.NOW);
            } catch (BounceReader.NoBounce e) {
                assertThat(e).hasMessageMatching("(?s)it .*");
            }
        }
        assertThat(read).isBetween(seeds / 10, seeds - seeds / 33);
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int n = random.nextInt(8); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> {
                    int length = Math.min(random.nextInt(80), bytes.length - at);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
                }
                default -> bytes[at] = (byte) ":;\"=/<>\r\n -()".charAt(random.nextInt(13));
            }
        }
        return bytes;
    }

    private BounceMaildir.Round collect() throws IOException {
        return new BounceMaildir(
                        new BounceSettings(maildir, 100_000),
                        bounce -> desk.receive(bounce, Letters.NOW.plusSeconds(60)))
                .collect(() -> false);
    }

    private void put(String name, String mail) throws IOException {
        Files.writeString(maildir.resolve("new").resolve(name), mail);
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
