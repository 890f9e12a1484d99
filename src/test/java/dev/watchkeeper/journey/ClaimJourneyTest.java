package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.cli.Main;
import dev.watchkeeper.digest.DigestModel.Trace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From Google's status feed to the digest that names the last day for a credit. */
class ClaimJourneyTest {
    private static final String CHEN = "chen.jing@reseller.example";
    private static final String MILLER = "anna.miller@reseller.example";

    @TempDir
    Path directory;

    @Test
    void aMonthThatMayBeBelowTheLimitIsNamedWithItsLastDayAndBecomesACardInTime() throws Exception {
        try (Stage stage = Stage.at(directory, "2026-11-24T00:00:00Z", "xinghai", "atlas")) {
            // The demo's feed holds an incident of Meet on 18 November, 47 minutes long; the limit is 43.2.
            stage.ring("status", "audit", "digest");
            stage.to("2026-11-24T00:50:30Z").ring("digest", "digest", "delivery");
            stage.to("2026-11-24T07:36:00Z").ring("digest", "digest", "delivery");
            Letter english = stage.digestsTo(MILLER).get(0);
            String text = english.text().replaceAll("\\s+", " ");
            assertThat(text)
                    .contains("Credits that could be asked for from Google")
                    .contains("So far in November: 47 minutes of published Meet incidents.")
                    .contains("If every minute had been downtime for this domain, uptime would be 99.891%")
                    .contains("3 days of service could be asked for until 18 December 2026")
                    .contains("Google decides by its own measurement")
                    .contains("None of these minutes was an outage")
                    .contains("incidents/SYNTHETICdemo0000001")
                    .doesNotContain("watchkeeper status");
            assertThat(text).doesNotContainIgnoringCase("was missed").doesNotContain("Google owes");
            assertThat(traces(stage, "D-20261124-miller"))
                    .anyMatch(t -> t.item().equals("claim") && t.ref().equals("claim-meet-2026-11"))
                    .noneMatch(t -> t.item().equals("card") && t.ref().equals("claim-meet-2026-11"));

            stage.to("2026-12-09T00:50:30Z").ring("status", "audit", "digest", "digest", "delivery");
            assertThat(stage.digestsTo(CHEN))
                    .extracting(letter -> letter.text().replaceAll("\\s+", ""))
                    .anyMatch(chinese -> chinese.contains("▲向Google申请服务补偿的最后一天：12月18日周五")
                            && chinese.contains("可在2026年12月18日前申请3天服务期补偿"))
                    .as("the week's table of the next thirty days")
                    .anyMatch(chinese -> chinese.contains("12月18日星海科技向Google申请服务补偿的最后一天"));
            assertThat(traces(stage, "D-20261209-chen"))
                    .anyMatch(t -> t.item().equals("card") && t.ref().equals("claim-meet-2026-11"));

            stage.down();
            assertThat(console(stage, "mail", "explain", "D-20261209-chen"))
                    .contains("claim-meet-2026-11")
                    .contains("SYNTHETICdemo0000001");
            assertThat(console(stage, "status", "--month", "2026-11", "--product", "Meet"))
                    .contains("Last day to ask: 2026-12-18")
                    .contains("星海科技");
        }
    }

    private static List<Trace> traces(Stage stage, String digest) {
        return stage.app().digests().digests().find(digest).orElseThrow().traces();
    }

    private static String console(Stage stage, String... args) {
        StringWriter out = new StringWriter();
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--config";
        all[args.length + 1] = stage.world.config().toString();
        Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), all);
        return out.toString();
    }
}
