package dev.watchkeeper.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.mail.Gallery;
import dev.watchkeeper.demo.mail.Gallery.Exhibit;
import dev.watchkeeper.demo.mail.OddScenes;
import dev.watchkeeper.fixture.StubReports;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.tenant.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scene as it was when a person last looked at it. After a wanted change: {@code -Dgolden=write}, then look. */
class GoldenMailTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/mail");

    static List<Exhibit> scenes() {
        return new Gallery(new JteRenderer(), StubReports.FILES, new MimeWriter()).all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void looksAsItDid(Exhibit exhibit) throws IOException {
        compare(exhibit.name() + ".html", exhibit.draft().html());
        compare(
                exhibit.name() + ".txt",
                "Subject: " + exhibit.draft().subject() + "\n\n"
                        + exhibit.draft().text());
        compare(
                exhibit.name() + ".eml",
                new String(new MimeWriter().compose(exhibit.draft()), StandardCharsets.ISO_8859_1));
    }

    @Test
    void tenThousandFindingsStaySmall() {
        for (Language language : Language.values()) {
            Draft draft = new Gallery(new JteRenderer(), StubReports.FILES, new MimeWriter())
                    .digest(OddScenes.tenThousand(language));
            assertThat(draft.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(90 * 1024);
            assertThat(draft.text()).contains(language == Language.EN ? "95 more (worst:" : "另有 95 件");
            assertThat(new String(draft.attachments().get(0).content(), StandardCharsets.UTF_8)
                            .lines()
                            .count())
                    .isEqualTo(10_001);
        }
    }

    @Test
    void aWeekOfTenThousandFindingsStaysSmallToo() {
        for (Language language : Language.values()) {
            Draft draft = new Gallery(new JteRenderer(), StubReports.FILES, new MimeWriter())
                    .digest(OddScenes.tenThousandInAWeek(language));
            assertThat(draft.kind()).isEqualTo(MailKind.DIGEST_WEEKLY);
            assertThat(draft.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(90 * 1024);
            // Shown and counted make the whole: 8 + 1992 closed, 10 + 1990 that end, 5 + 295 corrections.
            assertThat(draft.text()).contains("1992", "1990", "295", "1429 / 8571", "1365 / 8235");
            if (language == Language.EN) {
                assertThat(draft.text())
                        .contains("Resolved 2000", "1992 more", "1990 more.", "295 more corrections.", "192 others");
            }
            assertThat(draft.text().lines()).allMatch(line -> Columns.width(line) <= 78 || line.contains("://"));
            assertThat(new String(draft.attachments().get(0).content(), StandardCharsets.UTF_8)
                            .lines()
                            .count())
                    .isEqualTo(10_001);
        }
    }

    /** Who has read a figure reads that it changed, in the same place. */
    @Test
    void aPossibleCreditThatMovedIsCorrected() {
        String text = scenes().stream()
                .filter(e -> e.scene().equals("google") && e.language() == Language.EN)
                .map(e -> e.draft().text().replaceAll("\\s+", " "))
                .findFirst()
                .orElseThrow();
        assertThat(text)
                .contains("53 minutes of Drive incidents")
                .contains("The last digest said 61 minutes and 3 days of service; Google's record has changed since.")
                .contains("Corrected Chat, November 2026: no claim is left. The last digest said 45 minutes");
        assertThat(text.split("The last digest said", -1))
                .as("and nothing else")
                .hasSize(3);
    }

    @Test
    void noGoldenMailIsLeftOver() throws IOException {
        List<String> known = scenes().stream()
                .flatMap(e -> Stream.of(e.name() + ".html", e.name() + ".txt", e.name() + ".eml"))
                .toList();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrderElementsOf(known);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void keepsToTheRulesOfMail(Exhibit exhibit) {
        String html = exhibit.draft().html();
        String text = exhibit.draft().text();
        assertThat(MailLint.problems(html)).isEmpty();
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(60 * 1024);
        assertThat(Columns.width(exhibit.draft().subject())).isLessThanOrEqualTo(60);
        assertThat(exhibit.draft().subject()).doesNotContainPattern("[\\p{Cntrl}\\u202a-\\u202e]");
        assertThat(text.lines())
                .allMatch(line -> Columns.width(line) <= 78
                        || line.strip().startsWith("http")
                        || line.strip().startsWith("mailto:"));
        assertThat(text).doesNotContain("\u00a0").doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
        if (!exhibit.scene().equals("hostile-names")) {
            assertThat(html + text + exhibit.draft().subject())
                    .doesNotContain("null")
                    .doesNotContain("%s")
                    .doesNotContain("**")
                    .doesNotContainPattern("[^@a-z0-9)\\]]\\{[a-z]");
        }
    }

    @Test
    void theSameSceneGivesTheSameMail() {
        MimeWriter writer = new MimeWriter();
        List<byte[]> first =
                scenes().stream().map(e -> writer.compose(e.draft())).toList();
        List<byte[]> second =
                scenes().stream().map(e -> writer.compose(e.draft())).toList();
        assertThat(first).usingElementComparator(Arrays::compare).isEqualTo(second);
    }

    private static void compare(String name, String actual) throws IOException {
        Path file = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }
        assertThat(actual)
                .as("%s; after a wanted change run with -Dgolden=write and look at it", name)
                .isEqualTo(Files.readString(file));
    }
}
