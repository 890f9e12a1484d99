package dev.watchkeeper.report;

import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Fmt;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Rendered;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.report.ReportModel.Item;
import dev.watchkeeper.report.Reports.Letter;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mails around a report: to the account manager for review, and to the customer once approved. */
final class ReportMails {
    private static final int LONGEST = 60;

    private final PageRenderer renderer;
    private final String version;

    ReportMails(PageRenderer renderer, String version) {
        this.renderer = renderer;
        this.version = version;
    }

    /** Root of the thread between us and the account manager about one quarter of one customer. */
    static String root(String tenantId, Quarter quarter) {
        return "qbr:" + tenantId + ":" + quarter.key();
    }

    /** Dedupe key of the mail that asks a reader for approval. */
    static String reviewKey(ReportRecord record, Person reader) {
        return root(record.tenantId(), record.quarter()) + ":r" + record.revision() + ":" + reader.id();
    }

    /** The mail that asks for approval. */
    Draft review(
            Tenant tenant,
            ReportModel model,
            ReportRecord record,
            Person to,
            MailPolicy policy,
            List<Attachment> files,
            Instant now) {
        Words words = Words.of(to.language(), to.zone());
        Fmt format = words.format();
        String scores = model.previousScore() == null
                ? String.valueOf(model.score())
                : model.previousScore() + " → " + model.score();
        List<String> look = new ArrayList<>();
        if (model.checks().unknown() > 0) {
            look.add(words.count("report.look.unknown", model.checks().unknown()));
        }
        for (Item item : model.accepted()) {
            if (item.until() != null) {
                look.add(words.say("report.look.accepted", "date", format.day(item.until())));
                break;
            }
        }
        if (model.bigMoves() > 0) {
            look.add(words.say("report.look.moved"));
        }
        look.add(words.say("report.look.read"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Card(
                Tone.HIGH,
                words.say("report.review.state", "revision", record.revision()),
                title(tenant, record, scores, model.risks().size(), words),
                words.say("report.review.look", "items", String.join(" · ", look)),
                words.say("todo.first", "step", words.say("report.review.approve")),
                List.of(),
                approval(tenant, record, policy, words),
                true,
                0));
        if (!files.isEmpty()) {
            blocks.add(new Block.Heading(words.say("report.files")));
            files.forEach(f ->
                    blocks.add(new Block.Note("", f.fileName() + " · " + (f.content().length + 1023) / 1024 + " KB")));
        }
        blocks.add(new Block.Note("", words.say("report.review.next")));
        String subject =
                subject(tenant, record, scores.replace(" ", ""), model.risks().size(), words);
        return internal(tenant, record, to, policy, subject, String.join(" · ", look), blocks, files, "", words, now);
    }

    /**
     * Reminds of a report that still waits; in the same thread.
     *
     * @param subject of the mail it reminds of; null if this reader got none
     */
    Draft reminder(
            Tenant tenant, ReportRecord record, Person to, @Nullable String subject, MailPolicy policy, Instant now) {
        Words words = Words.of(to.language(), to.zone());
        String state = words.say("report.review.reminder", "at", words.format().day(record.draftedAt()));
        List<Block> blocks = List.of(
                new Block.Card(
                        Tone.CRITICAL,
                        state,
                        title(tenant, record, record.score(), record.open(), words),
                        "",
                        words.say("todo.first", "step", words.say("report.review.approve.reminder")),
                        List.of(),
                        approval(tenant, record, policy, words),
                        true,
                        0),
                new Block.Note("", words.say("report.review.next")));
        return internal(
                tenant,
                record,
                to,
                policy,
                subject == null ? subject(tenant, record, record.score(), record.open(), words) : subject,
                state,
                blocks,
                List.of(),
                ":reminder" + (record.reminders() + 1),
                words,
                now);
    }

    private static String title(Tenant tenant, ReportRecord record, Object scores, int risks, Words words) {
        return words.say(
                "report.review.title",
                "customer",
                Untrusted.of(tenant.name()).display(24),
                "quarter",
                quarter(record.quarter()),
                "scores",
                scores,
                "risks",
                words.count("report.risks.body", risks));
    }

    private static String subject(Tenant tenant, ReportRecord record, Object scores, int risks, Words words) {
        return Columns.cut(
                words.say(
                        "report.review.subject",
                        "customer",
                        Untrusted.of(tenant.shortName()).plain(12),
                        "quarter",
                        quarter(record.quarter()),
                        "scores",
                        scores,
                        "risks",
                        words.count("report.risks", risks)),
                LONGEST);
    }

    private Draft internal(
            Tenant tenant,
            ReportRecord record,
            Person to,
            MailPolicy policy,
            String subject,
            String preheader,
            List<Block> blocks,
            List<Attachment> files,
            String kind,
            Words words,
            Instant now) {
        Rendered page = renderer.render(new Page(
                to.language(),
                words.say("report.review.page"),
                Columns.cut(preheader, 110),
                null,
                blocks,
                new Page.Footer(
                        List.of(words.say(
                                "report.review.why",
                                "customer",
                                Untrusted.of(tenant.name()).display(24))),
                        List.of(),
                        words.say(
                                "footer.reference",
                                "id",
                                "Q-" + tenant.id() + "-" + record.quarter() + "-r" + record.revision(),
                                "version",
                                version))));
        return new Draft(
                MailKind.REPORT_REVIEW,
                root(tenant.id(), record.quarter()) + ":r" + record.revision() + kind + ":" + to.id(),
                policy.from(),
                new Mailbox(to.name(), to.email()),
                policy.replyTo(),
                subject,
                to.language(),
                now,
                to.zone(),
                page.text(),
                page.html(),
                files,
                root(tenant.id(), record.quarter()) + ":" + to.id(),
                List.of(),
                false,
                null,
                tenant.id(),
                null,
                null);
    }

    /** Writes to the team's mailbox: who approves has a mailbox, and the operator a shell. */
    private static SafeLink approval(Tenant tenant, ReportRecord record, MailPolicy policy, Words words) {
        String customer = Untrusted.of(tenant.shortName()).display(16);
        return new Links(List.of(), policy.replyTo().address())
                .write(
                        words.say("report.review.button", "customer", customer, "quarter", quarter(record.quarter())),
                        "APPROVE " + record.tenantId() + " " + record.quarter() + " r" + record.revision());
    }

    /** The letter to the customer: what a person would write, with nothing of ours in it. */
    Letter letter(Tenant tenant, ReportModel model, Person manager, String contactName) {
        Quarter quarter = model.cover().quarter();
        Language language = tenant.language();
        Words words = Words.of(language, tenant.zone());
        String customer = Untrusted.of(tenant.name()).plain(40);
        String title = words.say("report.title", "year", quarter.year(), "quarter", quarter.number());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(words.say(
                "report.letter.hello", "name", Untrusted.of(contactName).plain(30))));
        blocks.add(new Block.Paragraph(words.say("report.letter.attached")));
        blocks.add(new Block.Paragraph(
                model.previousScore() == null
                        ? words.say("report.letter.score", "score", model.score())
                        : words.say(
                                "report.letter.scoreMoved",
                                "score",
                                model.score(),
                                "change",
                                words.format().signed(model.score() - model.previousScore()))));
        if (!model.risks().isEmpty()) {
            blocks.add(new Block.Heading(words.say("report.letter.risks")));
            for (Item item : model.risks().stream().limit(ReportModel.TOP).toList()) {
                blocks.add(new Block.Line(
                        Tone.PLAIN,
                        words.severity(item.severity()),
                        List.of(item.problem().title().in(language))));
            }
        }
        if (model.checks().unknown() > 0) {
            blocks.add(new Block.Paragraph(
                    words.count("report.letter.unknown", model.checks().unknown())));
        }
        blocks.add(new Block.Paragraph(words.say("report.letter.meeting")));
        Rendered page = renderer.render(new Page(
                language,
                title,
                words.say("report.letter.attached"),
                new Page.Headline(title, List.of(), List.of()),
                blocks,
                new Page.Footer(List.of(Untrusted.of(manager.name()).plain(30), manager.email()), List.of(), "")));
        String subject = Columns.cut(
                words.say(
                        "report.letter.subject",
                        "customer",
                        customer,
                        "year",
                        quarter.year(),
                        "quarter",
                        quarter.number()),
                LONGEST);
        return new Letter(subject, page.text(), page.html());
    }

    /** The letter as a mail, from us once approved or from the manager for editing. */
    static Draft toCustomer(
            Tenant tenant,
            ReportRecord record,
            Letter letter,
            Person manager,
            Contact contact,
            Mailbox from,
            List<Attachment> files,
            Instant now) {
        return new Draft(
                MailKind.REPORT_CUSTOMER,
                root(tenant.id(), record.quarter()) + ":r" + record.revision() + ":customer",
                from,
                new Mailbox(contact.name(), contact.email()),
                new Mailbox(manager.name(), manager.email()),
                letter.subject(),
                tenant.language(),
                now,
                tenant.zone(),
                letter.text(),
                letter.html(),
                files,
                null,
                List.of(),
                false,
                null,
                null,
                null,
                null);
    }

    static String quarter(Quarter quarter) {
        return quarter.year() + " Q" + quarter.number();
    }
}
