package dev.watchkeeper.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.mail.Gallery;
import dev.watchkeeper.mail.answer.AnswerPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page behind a link as it was when a person last looked. After a wanted change: {@code -Dgolden=write}, then look. */
class AnswerPagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/link");
    private static final Map<String, AnswerPage> PAGES = Gallery.answers();

    static Set<String> names() {
        return PAGES.keySet();
    }

    private static AnswerPage page(String name) {
        return Objects.requireNonNull(PAGES.get(name));
    }

    private static String html(String name) {
        return new JteAnswers().render(page(name)).text();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void looksAsItDid(String name) throws IOException {
        // The style sheet is the same everywhere and has a test of its own.
        String actual = html(name).replaceFirst("(?s)<style>.*?</style>", "<style></style>");
        Path file = GOLDEN.resolve(name + ".html");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }
        assertThat(actual)
                .as("%s; after a wanted change run with -Dgolden=write and look at it", name)
                .isEqualTo(Files.readString(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void keepsToTheRules(String name) {
        String html = html(name);
        Document document = Jsoup.parse(html);
        assertThat(html).doesNotContain("null", "{n", "{name", "http:", "https:");
        assertThat(document.select("h1")).hasSize(1);
        assertThat(document.select("main")).hasSize(1);
        assertThat(document.title()).isEqualTo(page(name).heading());
        assertThat(document.select("html").attr("lang")).isEqualTo(name.substring(name.indexOf('.') + 1));
        assertThat(document.select("script, img, link, iframe, a, [src], [style], [onclick]"))
                .isEmpty();
        document.select("textarea")
                .forEach(field -> assertThat(document.select("label[for=" + field.id() + "]"))
                        .hasSize(1));
        assertThat(document.select("button").size())
                .isEqualTo(document.select("form").size());
    }

    @Test
    void noGoldenPageIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .isEqualTo(names().stream().map(name -> name + ".html").collect(Collectors.toSet()));
        }
    }
}
