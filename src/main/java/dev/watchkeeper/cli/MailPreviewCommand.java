package dev.watchkeeper.cli;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.LiveConfiguration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.demo.mail.Gallery;
import dev.watchkeeper.digest.DigestComposer;
import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.alert.AlertPreview;
import dev.watchkeeper.mail.alert.AlertThread;
import dev.watchkeeper.mail.alert.SlaAlert;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.smtp.FileMailer;
import dev.watchkeeper.mail.smtp.MailSettings;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.render.JteAnswers;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.render.ReportFiles;
import dev.watchkeeper.report.Quarter;
import dev.watchkeeper.report.ReportDesk;
import dev.watchkeeper.report.ReportPress;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mails as files, by the renderer that is used in earnest; nothing is sent and the outbox is not touched. */
@Command(
        name = "preview",
        description =
                "Writes mails as .html, .txt and .eml without sending: a digest, an alert or a quarterly report (with .pdf, .csv"
                        + " and .ics) of now, or all scenes.",
        mixinStandardHelpOptions = true)
final class MailPreviewCommand implements Callable<Integer> {
    /** What can be looked at. */
    enum What {
        DIGEST,
        ALERT,
        REPORT,
        ALL
    }

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "WHAT", description = "digest, alert, report or all.")
    private What what = What.ALL;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path out = Path.of(".");

    @Option(names = "--recipient", paramLabel = "PERSON", description = "digest, alert: id in people.yaml.")
    private @Nullable String recipient;

    @Option(names = "--weekly", description = "digest: the weekly one.")
    private boolean weekly;

    @Option(names = "--at", paramLabel = "INSTANT", description = "As of this instant, 2026-11-24T08:45:00+08:00.")
    private @Nullable String at;

    @Option(names = "--locale", paramLabel = "LANG", description = "zh-CN or en (default: the recipient's).")
    private @Nullable String locale;

    @Option(names = "--incident", paramLabel = "ID", description = "alert: A-..., F-... or the key of a thread.")
    private @Nullable String incident;

    @Option(names = "--tenant", paramLabel = "T", description = "report: the customer.")
    private @Nullable String tenant;

    @Option(names = "--quarter", paramLabel = "2026Q3", description = "report: the quarter.")
    private @Nullable String quarter;

    @Option(names = "--fixtures", description = "all: the scenes; they need no configuration.")
    private boolean fixtures;

    @Override
    public Integer call() {
        Umask.ownerOnly();
        return switch (what) {
            case ALL -> all(fixtures || config.given == null);
            case DIGEST -> digests();
            case ALERT -> alert();
            case REPORT -> report();
        };
    }

    private int all(boolean scenesOnly) {
        List<ContactSheet.Card> cards = new ArrayList<>();
        Gallery gallery = new Gallery(new JteRenderer(), new ReportFiles("1.0.0"), new MimeWriter());
        for (Gallery.Exhibit exhibit : gallery.all()) {
            // Lower case, as every name of a mail's file is.
            String name = exhibit.name().toLowerCase(Locale.ROOT);
            write(name, exhibit.draft());
            List<String> files =
                    exhibit.scene().equals("report-review") ? attachments(name, exhibit.draft()) : List.of();
            cards.add(new ContactSheet.Card(name, exhibit.draft().subject(), files));
        }
        JteAnswers answers = new JteAnswers();
        List<String> pages = new ArrayList<>();
        Gallery.answers()
                .forEach((name, page) ->
                        pages.add(write(name, answers.render(page).text())));
        Path index = ContactSheet.write(out, cards, pages);
        config.out().println(cards.size() + " mails, " + pages.size() + " pages behind links; open " + index);
        return scenesOnly ? ExitCode.OK : digests();
    }

    private int digests() {
        Configuration configuration = config.load();
        Instant now = now();
        Portfolio portfolio = configuration.portfolio();
        List<Person> readers = recipient == null
                ? portfolio.people().stream()
                        .filter(p -> !portfolio.managedBy(p.id()).isEmpty())
                        .toList()
                : List.of(person(portfolio, recipient));
        DigestKind kind = weekly ? DigestKind.WEEKLY : DigestKind.DAILY;
        World world = World.real(configuration.settings(), configuration.directory(), World.realClock());
        try (Application app = Application.forCommand(LiveConfiguration.fixed(configuration), world)) {
            for (Person reader : readers) {
                Person shown = spoken(reader);
                var facts = app.digests().facts().read(kind, shown, null, portfolio.managedBy(reader.id()), now);
                var model = DigestComposer.compose(facts);
                Draft draft = app.digests().drafts().draft(model);
                write(draft.dedupeKey().replaceFirst(":r1$", ""), draft);
                model.nothingToSay().ifPresent(why -> config.out().println("  on_change would skip it: " + why));
            }
        }
        return ExitCode.OK;
    }

    private int alert() {
        String wanted = incident;
        if (wanted == null) {
            throw new UsageException("preview alert needs --incident, for example --incident A-48213-fr-1 or F-...");
        }
        Configuration configuration = config.load();
        MailSettings settings = configuration.settings().mail();
        AlertPreview preview = new AlertPreview(
                settings.policy(),
                new JteRenderer(),
                new Links(
                        settings.linkHosts(),
                        settings.replyTo(),
                        settings.gate().orElse(null)),
                "preview");
        String key = (wanted.startsWith("A-") ? wanted.substring(2) : wanted).toLowerCase(Locale.ROOT);
        try (MailStore store = MailStore.open(configuration)) {
            Optional<AlertThread> thread = store.threads().find(key);
            SlaAlert facts = thread.map(AlertThread::facts).orElse(null);
            if (thread.isPresent() && facts != null) {
                Tenant customer = TenantShowCommand.find(
                        configuration.portfolio(), thread.get().tenantId());
                Person reader = reader(configuration.portfolio(), customer);
                Instant due = thread.get().dueAt() == null
                        ? facts.asOf()
                        : thread.get().dueAt();
                write(
                        "alert:" + key,
                        preview.sla(facts, due, customer, reader, lead(configuration.portfolio(), customer)));
                return ExitCode.OK;
            }
            var findings = new JdbiFindings(store.database());
            var finding = findings.byId(wanted).or(() -> findings.byId(wanted.toUpperCase(Locale.ROOT)));
            if (finding.isEmpty()) {
                throw new UsageException("neither an alert thread nor a finding is called '" + wanted
                        + "'; see 'watchkeeper finding list' and the reference at the foot of a mail");
            }
            Tenant customer = TenantShowCommand.find(
                    configuration.portfolio(), finding.get().tenantId());
            write(
                    "alert:" + finding.get().id(),
                    preview.finding(
                            finding.get(),
                            lastChange(finding.get()),
                            customer,
                            reader(configuration.portfolio(), customer),
                            List.of(),
                            now()));
            return ExitCode.OK;
        }
    }

    private static FindingEvent.Kind lastChange(Finding finding) {
        return finding.resolvedAt() != null
                ? FindingEvent.Kind.RESOLVED
                : finding.episodes() > 1 ? FindingEvent.Kind.REOPENED : FindingEvent.Kind.OPENED;
    }

    private int report() {
        if (tenant == null || quarter == null) {
            throw new UsageException("preview report needs --tenant T and --quarter 2026Q3");
        }
        String wanted = tenant;
        Quarter of = ReportQuarterlyCommand.quarter(quarter);
        return ReportQuarterlyCommand.with(config, (application, configuration) -> {
            Tenant customer = TenantShowCommand.find(configuration.portfolio(), wanted);
            Tenant shown = locale == null ? customer : customer.speaking(language(locale));
            ReportDesk.Drafted made = application.reports().desk().preview(shown, of);
            Person manager = reader(configuration.portfolio(), customer);
            Draft review = application.reports().press().review(shown, made, manager, now());
            String name = ReportPress.name(made.record()).toLowerCase(Locale.ROOT);
            write(name + "-review", review);
            attachments(name, review);
            ReportPress.contact(customer)
                    .ifPresent(contact -> write(
                            name + "-letter",
                            application
                                    .reports()
                                    .press()
                                    .letter(shown, made.record(), made.files(), manager, contact, now())));
            config.out().println("nothing was stored or sent");
            return ExitCode.OK;
        });
    }

    /** The files that hang on a mail, beside it; returns their names. */
    private List<String> attachments(String name, Draft draft) {
        List<String> names = new ArrayList<>();
        for (Attachment file : draft.attachments()) {
            String own = file.fileName();
            String shown = FileMailer.fileName(name) + own.substring(own.lastIndexOf('.'));
            // The letter for editing is a mail of its own beside the mail for review.
            Path path = out.resolve(own.endsWith(".eml") ? FileMailer.fileName(name) + "-" + own : shown);
            try {
                Files.write(path, file.content());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            names.add(String.valueOf(path.getFileName()));
            config.out().println(path + "  " + (file.content().length + 1023) / 1024 + " KB");
        }
        return names;
    }

    private Person reader(Portfolio portfolio, Tenant customer) {
        return spoken(person(portfolio, recipient == null ? customer.manager() : recipient));
    }

    private static @Nullable Person lead(Portfolio portfolio, Tenant customer) {
        return portfolio
                .person(customer.manager())
                .map(Person::lead)
                .flatMap(portfolio::person)
                .orElse(null);
    }

    private static Person person(Portfolio portfolio, String id) {
        return portfolio
                .person(id)
                .orElseThrow(() -> new UsageException("person '" + id + "' is not in people.yaml; known: "
                        + String.join(
                                ", ",
                                portfolio.people().stream().map(Person::id).toList())));
    }

    private Person spoken(Person p) {
        return locale == null ? p : p.speaking(language(locale));
    }

    private static Language language(String tag) {
        try {
            return Language.of(tag);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--locale: " + e.getMessage());
        }
    }

    private Instant now() {
        if (at == null) {
            return World.realClock().instant();
        }
        try {
            return InstantText.read("--at", at);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** A page alone; the name under which it was written. */
    private String write(String name, String html) {
        String file = FileMailer.fileName(name.toLowerCase(Locale.ROOT));
        try {
            Files.writeString(out.resolve(file + ".html"), html);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, Draft draft) {
        try {
            Path eml = FileMailer.write(out, FileMailer.fileName(name), new MimeWriter().compose(draft));
            config.out()
                    .println(eml + "  " + draft.html().getBytes(StandardCharsets.UTF_8).length
                            + " bytes of HTML, subject of " + Columns.width(draft.subject()) + " columns");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
