package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.TicketEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDropTest implements TicketSourceContract {
    private static final String GOOD = """
            {"specversion":"1.0","id":"n%d","source":"/pbx","type":"watchkeeper.note.internal","subject":"4711","time":"2026-09-07T01:00:00Z","data":{}}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void drop() throws IOException {
        Files.writeString(
                directory.resolve("a.jsonl"), GOOD.formatted(1) + "\n" + GOOD.formatted(2) + GOOD.formatted(1));
    }

    @Override
    public PolledSource source(Desk into, int page) throws IOException {
        drop(); // the same file once more
        return new FileDrop(
                new SourceSettings(
                        "drop",
                        SourceSettings.Type.FILE,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new FileDropSettings(directory),
                        null),
                directory,
                into.log,
                into.states,
                into.notices,
                into.transactions);
    }

    @Test
    void aFileThatWasTakenIsDone() throws Exception {
        Desk into = new Desk();
        source(into, 1).poll(NOW);

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("n1", "n2");
        assertThat(directory.resolve("a.jsonl")).doesNotExist();
        assertThat(directory.resolve("a.jsonl.done")).exists();
        assertThat(directory.resolve("a.jsonl.bad")).doesNotExist();
    }

    @Test
    void badLinesAreNamedAndTheRestIsKept() throws Exception {
        Desk into = new Desk();
        PolledSource source = source(into, 1);
        Files.write(
                directory.resolve("a.jsonl"),
                ("{\"id\":1}\n" + GOOD.formatted(5) + "nonsense\n\377\n")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        source.poll(NOW);

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("n5");
        assertThat(Files.readAllLines(directory.resolve("a.jsonl.bad")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("line "));
        assertThat(into.notices.open()).containsOnlyKeys("drop unreadable");
    }

    @Test
    void aLineTheLogCannotHoldIsNamedByItsNumberAndKept() throws Exception {
        Desk into = new Desk();
        PolledSource source = source(into, 1);
        String longSubject =
                GOOD.formatted(7).replaceFirst("\"subject\":\"[^\"]*\"", "\"subject\":\"" + "s".repeat(401) + "\"");
        String longText =
                GOOD.formatted(8).replace("\"data\":{}", "\"data\":{\"text\":\"" + "t".repeat(1 << 20) + "\"}");
        Files.writeString(directory.resolve("a.jsonl"), GOOD.formatted(6) + longSubject + longText);

        source.poll(NOW);

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("n6");
        assertThat(Files.readAllLines(directory.resolve("a.jsonl.bad")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("line 2: subject has 401 characters; at most 400\t")
                                .endsWith(longSubject.strip()),
                        line -> assertThat(line.substring(0, 80))
                                .startsWith("line 3: the event has ")
                                .contains("at most 1048576"));
    }

    @Test
    void halfWrittenFilesOfOtherNamesAreLeftAlone() throws Exception {
        Files.writeString(directory.resolve("b.jsonl.tmp"), GOOD.formatted(9));
        Desk into = new Desk();

        source(into, 1).poll(NOW);

        assertThat(directory.resolve("b.jsonl.tmp")).exists();
        assertThat(into.log.all()).extracting(TicketEvent::id).doesNotContain("n9");
    }

    @Test
    void aByteOrderMarkWindowsLineEndsAndAMissingLastOneAreFine() throws Exception {
        Desk into = new Desk();
        PolledSource source = source(into, 1);
        Files.writeString(
                directory.resolve("a.jsonl"),
                ("\uFEFF" + GOOD.formatted(1) + GOOD.formatted(2) + GOOD.formatted(3))
                        .replace("\n", "\r\n")
                        .stripTrailing());

        source.poll(NOW);

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("n1", "n2", "n3");
        assertThat(directory.resolve("a.jsonl.bad")).doesNotExist();
    }

    @Test
    void aHalfWrittenLastLineIsNamedAndTheFileSentAgainWholeMendsIt() throws Exception {
        Desk into = new Desk();
        PolledSource source = source(into, 1);
        Files.writeString(
                directory.resolve("a.jsonl"),
                GOOD.formatted(1) + GOOD.formatted(2).substring(0, 40));
        source.poll(NOW);
        assertThat(Files.readString(directory.resolve("a.jsonl.bad"))).startsWith("line 2: not valid JSON");

        Files.writeString(directory.resolve("a.jsonl"), GOOD.formatted(1) + GOOD.formatted(2));
        source.poll(NOW);

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("n1", "n2");
        assertThat(directory.resolve("a.jsonl.bad")).doesNotExist();
    }

    @Test
    void aLineWithoutEndCostsItselfAndNoMemory() throws Exception {
        Desk into = new Desk();
        PolledSource source = source(into, 1);
        try (var out = Files.newBufferedWriter(directory.resolve("a.jsonl"))) {
            for (int i = 0; i < 20; i++) {
                out.write("x".repeat(1 << 20));
            }
            out.write("\n" + GOOD.formatted(4));
        }

        source.poll(NOW);

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("n4");
        assertThat(directory.resolve("a.jsonl.bad"))
                .content()
                .hasSizeLessThan(2000)
                .startsWith("line 1: the line is longer");
    }

    @Test
    void aFileThatCannotBeTakenDoesNotKeepBackTheOthers() throws Exception {
        Desk into = new Desk();
        PolledSource source = source(into, 1);
        Files.createDirectories(directory.resolve("a.jsonl.done/in the way"));
        Files.writeString(directory.resolve("b.jsonl"), GOOD.formatted(9));

        assertThatThrownBy(() -> source.poll(NOW))
                .isInstanceOf(PolledSource.SourceUnreadable.class)
                .hasMessageContaining("a.jsonl");

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("n1", "n2", "n9");
        assertThat(directory.resolve("b.jsonl.done")).exists();
        assertThat(into.states.find("drop")).as("not read to its end").isEmpty();
    }
}
