package dev.watchkeeper.report;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.MessageIds;
import dev.watchkeeper.mail.MimeComposer;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.report.ReportDesk.Drafted;
import dev.watchkeeper.report.ReportRenderer.Invitation;
import dev.watchkeeper.report.Reports.Files;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From facts to the files and mails of a report; pure but for the policy of the moment. */
public final class ReportPress {
    private final ReportRenderer renderer;
    private final ReportMails mails;
    private final MimeComposer composer;
    private final Supplier<MailPolicy> policy;
    private final Function<Person, WorkDays> workDays;

    public ReportPress(
            ReportRenderer renderer,
            PageRenderer pages,
            MimeComposer composer,
            Supplier<MailPolicy> policy,
            Function<Person, WorkDays> workDays,
            String version) {
        this.renderer = renderer;
        this.mails = new ReportMails(pages, version);
        this.composer = composer;
        this.policy = policy;
        this.workDays = workDays;
    }

    /** The report as a draft, in the customer's language. */
    public Drafted set(ReportFacts facts) {
        Tenant tenant = facts.tenant();
        Person manager = facts.manager();
        ReportModel model = ReportComposer.compose(facts);
        byte[] csv = renderer.csv(model, tenant.language());
        byte[] pdf = renderer.pdf(model, tenant.language(), csv);
        byte[] invitation =
                renderer.invitation(invitation(tenant, manager, facts.quarter(), facts.revision(), facts.asOf()));
        String contactName = contact(tenant).map(Contact::name).orElse(tenant.name());
        return new Drafted(
                new ReportRecord(
                        tenant.id(),
                        facts.quarter(),
                        facts.revision(),
                        ReportState.DRAFT,
                        MessageIds.sha256(pdf),
                        model.score(),
                        model.open().total(),
                        facts.asOf(),
                        0,
                        null,
                        null,
                        null),
                model,
                new Files(pdf, csv, invitation, mails.letter(tenant, model, manager, contactName)));
    }

    /** The mail that asks the account manager to read and approve, with the files and the letter for editing. */
    public Draft review(Tenant tenant, Drafted made, Person manager, Instant now) {
        List<Attachment> files = new ArrayList<>(attachments(made.record(), made.files()));
        contact(tenant).ifPresent(contact -> files.add(letterForEditing(tenant, made, manager, contact, now)));
        return mails.review(tenant, made.model(), made.record(), manager, policy.get(), files, now);
    }

    /**
     * Reminds of a report that still waits.
     *
     * @param subject of the mail it reminds of, so that both stay one conversation; null if this reader got none
     */
    public Draft reminder(Tenant tenant, ReportRecord record, Person reader, @Nullable String subject, Instant now) {
        return mails.reminder(tenant, record, reader, subject, policy.get(), now);
    }

    /** The customer's mail, with the bytes that were reviewed. */
    public Draft letter(Tenant tenant, ReportRecord record, Files files, Person manager, Contact contact, Instant now) {
        return ReportMails.toCustomer(
                tenant, record, files.letter(), manager, contact, policy.get().from(), attachments(record, files), now);
    }

    /** Who gets the report: the first contact with an address. */
    public static Optional<Contact> contact(Tenant tenant) {
        return tenant.contacts().stream().filter(c -> !c.email().isBlank()).findFirst();
    }

    /** {@code t88-2026Q3-r1}: what the files of a revision are called. */
    public static String name(ReportRecord record) {
        return record.tenantId().replaceAll("[^A-Za-z0-9-]", "-") + "-" + record.quarter() + "-r" + record.revision();
    }

    private Invitation invitation(Tenant tenant, Person manager, Quarter quarter, int revision, Instant now) {
        ZoneId zone = tenant.zone();
        LocalDate day = now.atZone(zone).toLocalDate().plusDays(14);
        WorkDays days = workDays.apply(manager);
        for (int i = 0; i < 30 && !days.isWorkDay(day); i++) {
            day = day.plusDays(1);
        }
        Words words = Words.of(tenant.language(), zone);
        String title = words.say("report.title", "year", quarter.year(), "quarter", quarter.number());
        return new Invitation(
                "qbr-" + tenant.id() + "-" + quarter.key() + "@"
                        + policy.get().from().domain(),
                revision - 1,
                manager.email(),
                manager.name(),
                contact(tenant).map(Contact::email).orElse(""),
                title,
                words.say("report.invitation"),
                day.atTime(10, 0).atZone(zone),
                45,
                ZonedDateTime.ofInstant(now, zone));
    }

    private static List<Attachment> attachments(ReportRecord record, Files files) {
        String name = name(record);
        return List.of(
                new Attachment(name + ".pdf", "application/pdf", files.pdf()),
                new Attachment(name + ".csv", "text/csv; charset=utf-8", files.csv()),
                new Attachment("invitation.ics", "text/calendar; charset=utf-8; method=REQUEST", files.invitation()));
    }

    private Attachment letterForEditing(Tenant tenant, Drafted made, Person manager, Contact contact, Instant now) {
        Draft letter = ReportMails.toCustomer(
                tenant,
                made.record(),
                made.files().letter(),
                manager,
                contact,
                new Mailbox(manager.name(), manager.email()),
                attachments(made.record(), made.files()),
                now);
        return new Attachment("draft.eml", "application/octet-stream", composer.composeForEditing(letter));
    }
}
