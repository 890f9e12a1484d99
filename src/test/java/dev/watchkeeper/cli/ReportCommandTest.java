package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
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
                "tenants:\n  - {id: t88, name: Xinghai Tech, domains: [xinghai.example], manager: am17, contacts:"
                        + " [{name: Zhang, email: zhang@xinghai.example, phone: '1', role: it}]}\n");
    }

    private int run(String... args) {
        StringWriter toOut = new StringWriter();
        StringWriter toErr = new StringWriter();
        String[] all = Stream.concat(
                        Stream.of(args),
                        Stream.of("--config", directory.resolve("config").toString()))
                .toArray(String[]::new);
        int code = Main.run(new PrintWriter(toOut), new PrintWriter(toErr), all);
        out = toOut.toString();
        err = toErr.toString();
        return code;
    }

    @Test
    void anApprovalWithoutANameIsThatOfWhoeverIsLoggedIn() {
        assertThat(run("report", "quarterly", "--tenant", "t88", "--quarter", "2026Q3"))
                .as(err)
                .isZero();
        assertThat(run("report", "approve", "t88", "2026Q3", "r1", "--json"))
                .as(err)
                .isZero();
        assertThat(out).contains("\"approved_by\" : \"" + System.getProperty("user.name") + "\"");
    }

    @Test
    void draftedReviewedApprovedByNameAndQueued() {
        Path pdf = directory.resolve("q.pdf");
        assertThat(run("report", "quarterly", "--tenant", "t88", "--quarter", "2026Q3", "--pdf", pdf.toString()))
                .as(err)
                .isZero();
        assertThat(pdf).isNotEmptyFile();
        assertThat(run("report", "approve", "t88", "2026Q3", "r1", "--by", "Li Min"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(run("report", "quarterly", "--tenant", "xinghai.example", "--quarter", "2026q3"))
                .as(err)
                .isZero();
        assertThat(out).contains("t88 2026Q3 r1 is am_review").contains("report approve t88 2026Q3 r1");
        assertThat(run("report", "approve", "t88", "2026Q3", "r1", "--dry-run")).isZero();
        assertThat(out).contains("am_review");
        assertThat(run("report", "approve", "t88", "2026Q3", "r1", "--by", "Li Min", "--json"))
                .isZero();
        assertThat(out).contains("\"state\" : \"approved\"").contains("\"approved_by\" : \"Li Min\"");
        assertThat(run("report", "quarterly", "--tenant", "t88", "--quarter", "2026Q3", "--approve", "--by", "X"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("was approved by Li Min");
        assertThat(run("mail", "queue")).isZero();
        assertThat(out).contains("zhang@xinghai.example").contains("am17@reseller.example");
        assertThat(run("report", "quarterly", "--tenant", "t88", "--quarter", "2126Q3"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("report", "quarterly", "--tenant", "t88", "--quarter", "Q3"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aPreviewWritesEveryFileAndStoresNothing() {
        Path previews = directory.resolve("preview");
        assertThat(run(
                        "mail",
                        "preview",
                        "report",
                        "--tenant",
                        "t88",
                        "--quarter",
                        "2026Q3",
                        "--locale",
                        "zh-CN",
                        "--out",
                        previews.toString()))
                .as(err)
                .isZero();
        assertThat(previews.toFile().list())
                .contains(
                        "t88-2026q3-r1-review.html",
                        "t88-2026q3-r1-review.eml",
                        "t88-2026q3-r1-letter.html",
                        "t88-2026q3-r1.pdf",
                        "t88-2026q3-r1.csv",
                        "t88-2026q3-r1.ics",
                        "t88-2026q3-r1-draft.eml");
        assertThat(previews.resolve("t88-2026q3-r1-letter.html")).content().contains("lang=\"zh-CN\"");
        assertThat(out).contains("nothing was stored or sent");
        assertThat(run("mail", "queue")).isZero();
        assertThat(out).doesNotContain("t88");
        assertThat(run("report", "approve", "t88", "2026Q3", "r1")).isEqualTo(ExitCode.USAGE);
    }
}
