package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a report in the maildir to the operator's finding and its end. */
class BounceJourneyTest {
    private static final String CHEN = "chen.jing@reseller.example";

    @TempDir
    Path directory;

    @Test
    void anAddressThatReturnsItsMailIsAFindingUntilItIsCorrected() throws Exception {
        Path maildir = directory.resolve("bounces");
        Files.createDirectories(maildir.resolve("new"));
        try (Stage stage = Stage.at(directory, "2026-11-24T00:00:00Z", "xinghai")) {
            stage.tune("mail", "bounces: {maildir: '" + maildir + "'}");
            stage.ring("audit", "digest");
            stage.to("2026-11-24T00:50:30Z").ring("digest", "delivery");
            Letter sent = stage.digestsTo(CHEN).get(0);

            Files.writeString(maildir.resolve("new/1"), report(CHEN, sent.id()));
            Files.writeString(maildir.resolve("new/2"), report(CHEN, "<forged@reseller.example>"));
            stage.forward(Duration.ofMinutes(2)).ring("delivery");
            assertThat(addresses(stage)).singleElement().satisfies(finding -> {
                assertThat(finding.subject()).isEqualTo("user:" + CHEN);
                assertThat(finding.summary().en()).contains(CHEN, "bounced 5.1.1", "no such user");
            });
            assertThat(maildir.resolve("odd/2")).exists();

            stage.forward(Duration.ofHours(30)).ring("digest");
            assertThat(addresses(stage)).as("time alone heals nothing").hasSize(1);
            stage.replace("people.yaml", CHEN, "chen.j@reseller.example");
            stage.reload();
            stage.ring("digest");
            assertThat(addresses(stage)).isEmpty();
        }
    }

    @Test
    void anAddressThatTakesMailAgainIsNoFindingADayLater() throws Exception {
        Path maildir = directory.resolve("bounces");
        Files.createDirectories(maildir.resolve("new"));
        try (Stage stage = Stage.at(directory, "2026-11-24T00:00:00Z", "xinghai")) {
            stage.tune("mail", "bounces: {maildir: '" + maildir + "'}");
            stage.ring("audit", "digest");
            stage.to("2026-11-24T00:50:30Z").ring("digest", "delivery");
            Files.writeString(
                    maildir.resolve("new/1"),
                    report(CHEN, stage.digestsTo(CHEN).get(0).id()));
            stage.forward(Duration.ofMinutes(2)).ring("delivery");
            assertThat(addresses(stage)).hasSize(1);

            // The weekly digest of the next Monday is taken, and does not come back.
            stage.to("2026-11-30T01:06:00Z").ring("digest", "delivery", "digest");
            assertThat(addresses(stage)).as("a relay takes everything at first").hasSize(1);
            stage.forward(Duration.ofHours(25)).ring("digest");
            assertThat(addresses(stage)).isEmpty();
        }
    }

    private static List<Finding> addresses(Stage stage) {
        return stage.open().stream()
                .filter(finding -> finding.checkId().equals("SELF-MAIL-ADDRESS"))
                .toList();
    }

    private static String report(String to, String messageId) {
        return """
                From: MAILER-DAEMON@mx.example
                To: bounces@reseller.example
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 no such user

                --b
                Content-Type: text/rfc822-headers

                Message-ID: %s

                --b--
                """.formatted(to, messageId);
    }
}
