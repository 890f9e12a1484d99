package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.digest.DigestModel.Trace;
import dev.watchkeeper.digest.DigestRecord;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.alert.AlertThread;
import dev.watchkeeper.mail.alert.Threads.Note;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.tenant.Person;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a mail says what it says: the reference at the foot of every mail leads here. */
@Command(
        name = "explain",
        description = "Says why each item is in a digest, what became of the alerts of a matter, or why a person gets"
                + " no digests.",
        mixinStandardHelpOptions = true)
final class MailExplainCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(
            paramLabel = "ID",
            description = "The reference at the foot of the mail: D-20261124-am17, W-..., A-48213-fr-1, F-...; or the"
                    + " id of a person in people.yaml.")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        try (MailStore store = MailStore.open(config.load())) {
            Optional<DigestRecord> digest = store.digests().find(id);
            if (digest.isPresent()) {
                digest(digest.get(), store);
                return ExitCode.OK;
            }
            Optional<Person> person = store.configuration().portfolio().person(id);
            if (person.isPresent()) {
                new ReaderExplained(store, person.get(), World.realClock().instant()).print(config.out(), json);
                return ExitCode.OK;
            }
            String written = id.startsWith("A-") ? id.substring(2) : id;
            // Findings are called in capitals; a ticket may be called SUP-12.
            String incident = threads(store, written).isEmpty() ? written.toLowerCase(Locale.ROOT) : written;
            List<AlertThread> threads = threads(store, incident);
            List<Note> notes = store.threads().notes(incident);
            if (threads.isEmpty() && notes.isEmpty()) {
                throw new UsageException("nothing is known of '" + id
                        + "'; use the reference at the foot of a mail, for example D-20261124-am17 or A-48213-fr-1,"
                        + " or the id of a person in people.yaml");
            }
            matter(incident, threads, notes, store);
        }
        return ExitCode.OK;
    }

    private static List<AlertThread> threads(MailStore store, String incident) {
        List<AlertThread> all = new ArrayList<>();
        for (int epoch = 1; ; epoch++) {
            Optional<AlertThread> thread = store.threads().find(epoch == 1 ? incident : incident + "e" + epoch);
            if (thread.isEmpty()) {
                return all;
            }
            all.add(thread.get());
        }
    }

    private void digest(DigestRecord digest, MailStore store) {
        Optional<OutboxEntry> mail =
                digest.key() == null ? Optional.empty() : store.outbox().findByKey(digest.key());
        PrintWriter out = config.out();
        if (json) {
            Json.print(
                    out,
                    Json.object(
                            "id", digest.id(),
                            "kind", digest.kind().word(),
                            "recipient", digest.recipientId(),
                            "as_of", digest.periodEnd().toString(),
                            "baseline", digest.baselineId(),
                            "since", MailQueueCommand.text(digest.periodStart()),
                            "skipped", digest.skipped(),
                            "mail", mail.map(MailQueueCommand::document).orElse(null),
                            "items",
                                    digest.traces().stream()
                                            .map(t -> Json.object("item", t.item(), "ref", t.ref(), "why", t.why()))
                                            .toList()));
            return;
        }
        out.println(digest.id() + ": " + digest.kind().word() + " digest of " + digest.recipientId() + ", facts of "
                + Shown.time(digest.periodEnd()));
        if (digest.skipped() != null) {
            out.println("not sent: " + digest.skipped());
            return;
        }
        out.println("compared with "
                + (digest.baselineId() == null
                        ? "nothing, it was the first"
                        : digest.baselineId() + " of " + Shown.time(digest.periodStart())));
        mail.ifPresent(m -> out.println("mail " + m.id() + " is "
                + m.state().name().toLowerCase(Locale.ROOT) + (m.smtpReply() == null ? "" : ": " + m.smtpReply())));
        if (digest.traces().isEmpty()) {
            out.println("why each item was in it is no longer kept");
            return;
        }
        Map<String, String> titles = titles(digest, store);
        Table table = new Table("ITEM", "REF", "ABOUT", "WHY");
        for (Trace trace : digest.traces()) {
            String first = trace.ref().split(",", 2)[0];
            String ref = first.equals(trace.ref()) ? first : first + " ...";
            table.row(trace.item(), ref, titles.getOrDefault(first, ""), trace.why());
        }
        table.print(out);
    }

    /** Customer and title of the findings in a digest. */
    private static Map<String, String> titles(DigestRecord digest, MailStore store) {
        List<String> ids = digest.traces().stream()
                .map(trace -> trace.ref().split(",", 2)[0])
                .filter(ref -> ref.startsWith("F-"))
                .distinct()
                .toList();
        Map<String, String> titles = new HashMap<>();
        new JdbiFindings(store.database())
                .byIds(ids)
                .forEach(f -> titles.put(f.id(), f.tenantId() + ": " + f.title().en()));
        return titles;
    }

    private void matter(String incident, List<AlertThread> threads, List<Note> notes, MailStore store) {
        PrintWriter out = config.out();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("incident", incident);
        List<Object> epochs = new ArrayList<>();
        for (AlertThread thread : threads) {
            List<OutboxEntry> mails = store.outbox().ofIncident(thread.key());
            epochs.add(Json.object(
                    "thread", thread.key(),
                    "subject", thread.subjectZh(),
                    "due_at", MailQueueCommand.text(thread.dueAt()),
                    "state", thread.state().name().toLowerCase(Locale.ROOT),
                    "acknowledged_by", thread.acknowledgedBy(),
                    "mails", mails.stream().map(MailQueueCommand::document).toList()));
            if (!json) {
                out.println(thread.key() + ": " + thread.subjectZh() + ", "
                        + thread.state().name().toLowerCase(Locale.ROOT)
                        + (thread.acknowledgedBy() == null ? "" : ", acknowledged by " + thread.acknowledgedBy()));
                Table table = new Table("ID", "WRITTEN", "STATE", "TO", "KEY", "WHY");
                mails.forEach(m -> table.row(
                        m.id(),
                        m.createdAt(),
                        m.state().name().toLowerCase(Locale.ROOT),
                        m.toAddress(),
                        m.dedupeKey(),
                        m.holdReason() != null ? m.holdReason() : m.smtpReply()));
                table.print(out);
            }
        }
        document.put("threads", epochs);
        document.put(
                "notes",
                notes.stream()
                        .map(n -> Json.object("at", n.at().toString(), "note", n.note()))
                        .toList());
        if (json) {
            Json.print(out, document);
        } else {
            notes.forEach(n -> out.println(Shown.time(n.at()) + "  " + n.note()));
        }
    }
}
