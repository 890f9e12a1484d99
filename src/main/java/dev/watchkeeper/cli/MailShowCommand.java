package dev.watchkeeper.cli;

import dev.watchkeeper.mail.Attempt;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.smtp.FileMailer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One mail of the outbox with every attempt to send it. */
@Command(
        name = "show",
        description =
                "Shows one mail, every attempt to send it, what came back or was delayed on its way, and with --out its stored bytes.",
        mixinStandardHelpOptions = true)
final class MailShowCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "ID", description = "Its number or its key.")
    private String id = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Write the stored bytes as .eml, .html and .txt.")
    private @Nullable Path directory;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        try (MailStore store = MailStore.open(config.load())) {
            OutboxEntry entry = store.find(id);
            List<Attempt> attempts = store.outbox().attempts(entry.id());
            Map<String, @Nullable Object> document = MailQueueCommand.document(entry);
            List<Outbox.Report> reports = store.outbox().reports(entry.id());
            document.put(
                    "tried", attempts.stream().map(MailShowCommand::attempt).toList());
            document.put(
                    "bounces", reports.stream().map(MailShowCommand::report).toList());
            if (directory != null) {
                document.put("file", write(store, entry, directory));
            }
            if (json) {
                Json.print(config.out(), document);
                return ExitCode.OK;
            }
            Table table = new Table("KEY", "VALUE");
            document.forEach((key, value) -> {
                if (!key.equals("tried") && !key.equals("bounces") && value != null) {
                    table.row(key, value);
                }
            });
            table.print(config.out());
            for (Attempt a : attempts) {
                config.out()
                        .println("attempt " + a.n() + ": " + Shown.time(a.startedAt())
                                + (a.dataStartedAt() == null
                                        ? ", nothing sent"
                                        : ", data begun " + Shown.time(a.dataStartedAt()))
                                + (a.phase() == null ? "" : ", " + a.phase())
                                + (a.reply() == null ? "" : ", " + a.reply()));
            }
            for (Outbox.Report r : reports) {
                config.out()
                        .println((r.permanent() ? "came back " : "delayed on its way ") + Shown.time(r.at()) + ": "
                                + r.status() + (r.words().isEmpty() ? "" : " " + r.words()));
            }
        }
        return ExitCode.OK;
    }

    private static String write(MailStore store, OutboxEntry entry, Path directory) {
        Optional<byte[]> mime = store.outbox().mime(entry.id());
        if (mime.isEmpty()) {
            throw new UsageException("the bytes of mail " + entry.id() + " were dropped after the retention time");
        }
        try {
            return FileMailer.write(directory, FileMailer.fileName(entry.dedupeKey()), mime.get())
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, @Nullable Object> report(Outbox.Report r) {
        return Json.object(
                "at", r.at().toString(), "permanent", r.permanent(), "status", r.status(), "words", r.words());
    }

    private static Map<String, @Nullable Object> attempt(Attempt a) {
        return Json.object(
                "n", a.n(),
                "started_at", a.startedAt().toString(),
                "data_started_at", MailQueueCommand.text(a.dataStartedAt()),
                "ended_at", MailQueueCommand.text(a.endedAt()),
                "phase", a.phase(),
                "code", a.code(),
                "reply", a.reply(),
                "error", a.errorClass());
    }
}
