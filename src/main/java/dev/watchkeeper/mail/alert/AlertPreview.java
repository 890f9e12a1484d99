package dev.watchkeeper.mail.alert;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Alerts as they would be mailed, without writing them: for {@code mail preview} and golden files. */
public final class AlertPreview {
    private final AlertMail mail;
    private final @Nullable Person away;

    /** A preview with the production renderer. */
    public AlertPreview(MailPolicy policy, PageRenderer renderer, Links links, String version) {
        this(new AlertMail(renderer, () -> policy, () -> links, version), null);
    }

    private AlertPreview(AlertMail mail, @Nullable Person away) {
        this.mail = mail;
        this.away = away;
    }

    /** The mail about a promise; the subject is the one its thread would have. */
    public Draft sla(SlaAlert alert, Instant due, Tenant customer, Person reader, @Nullable Person lead) {
        SlaAlert named = alert.dueAt() == null ? withDue(alert, due) : alert;
        Words words = Words.of(reader.language(), reader.zone());
        boolean closing = alert.kind().closes();
        return mail.draft(
                envelope(
                        reader,
                        customer,
                        "alert:" + alert.incident() + ":"
                                + (closing
                                        ? "closed"
                                        : alert.kind() == SlaAlert.Kind.PAUSED ? "paused" : alert.mark() + ":v1")
                                + ":" + reader.id(),
                        alert.incident(),
                        AlertSubjects.sla(named, customer, reader.language(), reader.zone()),
                        alert.asOf(),
                        alert.kind() == SlaAlert.Kind.BREACH,
                        "A-" + alert.incident(),
                        closing),
                footer -> new SlaPage(
                                alert,
                                customer,
                                words,
                                mail.links(),
                                reader.minimalPrivacy(),
                                lead,
                                AlertSettings.USUAL.remindAfter().stream()
                                        .map(due::plus)
                                        .toList(),
                                List.of())
                        .page(footer));
    }

    private static SlaAlert withDue(SlaAlert a, Instant due) {
        return new SlaAlert(
                a.kind(),
                a.incident(),
                a.mark(),
                a.targetVersion(),
                a.tenantId(),
                a.ticket(),
                a.title(),
                a.url(),
                a.metric(),
                a.severity(),
                a.target(),
                a.hours(),
                a.openedAt(),
                due,
                a.used(),
                a.remaining(),
                a.asOf(),
                a.ownerId(),
                a.assignee(),
                a.replied(),
                a.provisional(),
                a.dataUntil(),
                a.doneAt(),
                a.doneBy(),
                a.reason(),
                a.warnAt(),
                a.nextMetric(),
                a.nextDueAt(),
                a.acknowledged(),
                a.events());
    }

    /** Mails as a deputy gets them while somebody is away. */
    public AlertPreview insteadOf(Person away) {
        return new AlertPreview(mail, away);
    }

    /**
     * The mail about a finding.
     *
     * @param change what happened: opened, reopened, worsened or resolved
     */
    public Draft finding(
            Finding finding,
            FindingEvent.Kind change,
            Tenant customer,
            Person reader,
            List<Moment> timeline,
            Instant now) {
        FindingPage.State state = switch (change) {
            case REOPENED -> FindingPage.State.REOPENED;
            case WORSENED -> FindingPage.State.WORSENED;
            case RESOLVED -> FindingPage.State.RESOLVED;
            default -> FindingPage.State.OPENED;
        };
        return finding(finding, state, 0, customer, reader, timeline, now);
    }

    /** The one mail about a finding that comes and goes. */
    public Draft flapping(Finding finding, int changes, Tenant customer, Person reader, Instant now) {
        return finding(finding, FindingPage.State.FLAPPING, changes, customer, reader, List.of(), now);
    }

    private Draft finding(
            Finding finding,
            FindingPage.State state,
            int changes,
            Tenant customer,
            Person reader,
            List<Moment> timeline,
            Instant now) {
        Words words = Words.of(reader.language(), reader.zone());
        boolean closing = state == FindingPage.State.RESOLVED;
        boolean urgent = !closing && state != FindingPage.State.FLAPPING;
        String incident = finding.id().toLowerCase(Locale.ROOT);
        return mail.draft(
                envelope(
                        reader,
                        customer,
                        "alert:" + incident
                                + (closing
                                        ? ":closed:"
                                        : ":" + state.name().toLowerCase(Locale.ROOT) + ":"
                                                + finding.severity().word() + ":")
                                + reader.id(),
                        incident,
                        AlertSubjects.finding(finding, customer, reader.language()),
                        now,
                        urgent,
                        finding.id(),
                        closing),
                footer -> new FindingPage(
                                finding, customer, state, changes, now, words, mail.links(), reader.minimalPrivacy())
                        .page(footer, timeline));
    }

    /** The list that many alerts at once become. */
    public Draft storm(List<SlaAlert> alerts, Function<SlaAlert, Tenant> customers, Person reader, Instant now) {
        Words words = Words.of(reader.language(), reader.zone());
        return mail.draft(
                envelope(
                        reader,
                        null,
                        "alert:storm:" + now.getEpochSecond() + ":" + reader.id(),
                        null,
                        StormPage.subject(alerts, now, words),
                        now,
                        true,
                        "A-storm",
                        false),
                footer -> StormPage.page(alerts, customers, now, reader.minimalPrivacy(), words, mail.links(), footer));
    }

    /** The mail about an incident at Google. */
    public Draft outage(OutageAlert alert, Map<Tenant, List<String>> concerned, Person reader) {
        Words words = Words.of(reader.language(), reader.zone());
        boolean closing = alert.kind() == OutageAlert.Kind.CLOSED;
        return mail.draft(
                envelope(
                        reader,
                        null,
                        "alert:" + alert.matter() + ":"
                                + (closing ? "closed" : alert.kind().word()) + "-"
                                + alert.at().getEpochSecond() + ":" + reader.id(),
                        alert.matter(),
                        OutagePage.subject(alert, reader.language(), reader.zone()),
                        alert.at(),
                        false,
                        alert.matter(),
                        closing),
                footer -> OutagePage.page(alert, concerned, reader.minimalPrivacy(), words, mail.links(), footer));
    }

    private AlertMail.Envelope envelope(
            Person reader,
            @Nullable Tenant customer,
            String key,
            @Nullable String thread,
            String subject,
            Instant now,
            boolean important,
            String reference,
            boolean closing) {
        return new AlertMail.Envelope(
                new Audience.Reader(reader, Audience.Role.MANAGER, away),
                customer,
                key,
                thread,
                subject,
                Priority.MARK,
                now,
                now,
                now.plus(Duration.ofHours(1)),
                important ? "critical" : "high",
                important,
                reference,
                closing);
    }
}
