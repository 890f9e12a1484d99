package dev.watchkeeper.demo.mail;

import static dev.watchkeeper.finding.FindingEvent.Kind.OPENED;
import static dev.watchkeeper.finding.FindingEvent.Kind.REOPENED;
import static dev.watchkeeper.finding.FindingEvent.Kind.RESOLVED;
import static dev.watchkeeper.finding.FindingEvent.Kind.WORSENED;

import dev.watchkeeper.digest.DigestComposer;
import dev.watchkeeper.digest.DigestDrafts;
import dev.watchkeeper.digest.DigestFacts;
import dev.watchkeeper.digest.sections.Attachments;
import dev.watchkeeper.digest.sections.StandardSections;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.MimeComposer;
import dev.watchkeeper.mail.alert.AlertPreview;
import dev.watchkeeper.mail.alert.Moment;
import dev.watchkeeper.mail.alert.SlaAlert;
import dev.watchkeeper.mail.answer.AnswerPage;
import dev.watchkeeper.mail.answer.AnswerPreview;
import dev.watchkeeper.mail.answer.Takings;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Seal;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.report.ReportDesk;
import dev.watchkeeper.report.ReportFacts;
import dev.watchkeeper.report.ReportPress;
import dev.watchkeeper.report.ReportRenderer;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every scene in both languages as the mail it would be; the same renderer and composer as in earnest. */
public final class Gallery {
    private static final MailPolicy POLICY = new MailPolicy(
            MailMode.FILE,
            new Mailbox("健康监测", "watchkeeper@reseller.example"),
            Mailbox.of("am-team@reseller.example"),
            null,
            List.of(),
            200);
    /** Made up like the rest: whoever knows this key can make no link that any installation accepts. */
    private static final Gate GATE = Gate.at(
            URI.create("https://notify.reseller.example"), new Seal("the key of the scenes, known to everybody", null));

    private static final Links LINKS = new Links(List.of("helpdesk.example"), "watchkeeper@reseller.example", GATE);

    private final PageRenderer renderer;
    private final ReportRenderer reports;
    private final MimeComposer composer;

    public Gallery(PageRenderer renderer, ReportRenderer reports, MimeComposer composer) {
        this.renderer = renderer;
        this.reports = reports;
        this.composer = composer;
    }

    /** One mail of the gallery; the files of a report hang on it. */
    public record Exhibit(String scene, Language language, Draft draft) {
        public String name() {
            return scene + "." + language.tag();
        }
    }

    /** Any digest as the mail it would be. */
    public Draft digest(DigestFacts facts) {
        return digests().draft(DigestComposer.compose(facts));
    }

    public List<Exhibit> all() {
        List<Exhibit> all = new ArrayList<>();
        for (Language language : Language.values()) {
            for (Map.Entry<String, DigestFacts> scene :
                    DigestScenes.all(language).entrySet()) {
                all.add(new Exhibit(scene.getKey(), language, digest(scene.getValue())));
            }
            all.addAll(alerts(language));
            all.addAll(reports(language));
        }
        return all;
    }

    /** Pages behind the links of those mails, by scene and language. */
    public static Map<String, AnswerPage> answers() {
        Map<String, AnswerPage> all = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            new AnswerPreview(SceneData.manager(language), GATE, SceneData.NOW)
                    .all(
                            DigestScenes.newAdministrator(),
                            SceneData.customers(2, language).get(1),
                            DigestScenes.weakDmarc(),
                            DigestScenes.weakDmarc().stream()
                                    .flatMap(f -> SceneData.customers(34, language).stream()
                                            .filter(c -> c.id().equals(f.tenantId())))
                                    .toList(),
                            new Takings.Ticket(
                                    SceneData.customers(2, language).get(1).id(),
                                    "48213",
                                    language == Language.EN ? "all mail bouncing" : "邮件全部退信",
                                    true,
                                    null))
                    .forEach((name, page) -> all.put(name + "." + language.tag(), page));
        }
        return all;
    }

    private List<Exhibit> alerts(Language language) {
        AlertPreview preview = new AlertPreview(POLICY, renderer, LINKS, "1.0.0");
        Person reader = SceneData.manager(language);
        Person lead = SceneData.lead(language);
        Tenant xinghai = SceneData.customers(1, language).get(0);
        Tenant yuanshan = SceneData.customers(2, language).get(1);
        Map<String, Draft> all = new LinkedHashMap<>();
        Map<String, SlaAlert> promises = new LinkedHashMap<>();
        promises.put("warning", AlertScenes.warning(language));
        promises.put("last-warning", AlertScenes.lastWarning(language));
        promises.put("breach", AlertScenes.breach(language));
        promises.put("in-time", AlertScenes.inTime(language));
        promises.put("closed", AlertScenes.answered(language));
        promises.put("withdrawn", AlertScenes.withdrawn(language));
        promises.put("paused", AlertScenes.paused(language));
        promises.put("moved", AlertScenes.moved(language));
        promises.forEach((name, alert) -> all.put(name, preview.sla(alert, AlertScenes.DUE, xinghai, reader, lead)));
        all.put(
                "delegate",
                preview.insteadOf(reader).sla(AlertScenes.breach(language), AlertScenes.DUE, xinghai, lead, null));
        all.put("storm", preview.storm(AlertScenes.storm(language), a -> xinghai, reader, AlertScenes.at("08:36")));
        Map<Tenant, List<String>> concerned = new LinkedHashMap<>();
        concerned.put(xinghai, List.of("Gmail", "Meet"));
        concerned.put(yuanshan, List.of("Gmail"));
        all.put("outage", preview.outage(AlertScenes.outage(), concerned, reader));
        all.put("outage-over", preview.outage(AlertScenes.outageOver(), concerned, reader));
        Finding found = DigestScenes.newAdministrator();
        Instant then = Instant.parse("2026-11-23T08:23:00Z");
        List<Moment> story = DigestScenes.howItCame();
        all.put("critical", preview.finding(found, OPENED, yuanshan, reader, story, then));
        all.put("worsened", preview.finding(found, WORSENED, yuanshan, reader, story, then));
        all.put("reopened", preview.finding(found, REOPENED, yuanshan, reader, story, then));
        all.put("resolved", preview.finding(DigestScenes.resolved(), RESOLVED, yuanshan, reader, story, SceneData.NOW));
        all.put("flapping", preview.flapping(found, 4, yuanshan, reader, then));
        return all.entrySet().stream()
                .map(e -> new Exhibit(e.getKey(), language, e.getValue()))
                .toList();
    }

    /** What a quarterly report brings: the mail for review, the reminder, and the letter to the customer. */
    private List<Exhibit> reports(Language language) {
        ReportPress press = new ReportPress(
                reports,
                renderer,
                composer,
                () -> POLICY,
                p -> day -> day.getDayOfWeek().getValue() < 6,
                "1.0.0");
        ReportFacts facts = ReportScene.quarter(language);
        Person manager = facts.manager();
        ReportDesk.Drafted made = press.set(facts);
        Draft letter = press.letter(
                facts.tenant(),
                made.record(),
                made.files(),
                manager,
                ReportPress.contact(facts.tenant()).orElseThrow(),
                ReportScene.DRAFTED);
        Instant later = ReportScene.DRAFTED.plus(Duration.ofDays(5));
        Draft review = press.review(facts.tenant(), made, manager, ReportScene.DRAFTED);
        return List.of(
                new Exhibit("report-review", language, review),
                new Exhibit(
                        "report-reminder",
                        language,
                        press.reminder(facts.tenant(), made.record(), manager, review.subject(), later)),
                new Exhibit("report-letter", language, letter));
    }

    private DigestDrafts digests() {
        return new DigestDrafts(renderer, StandardSections::of, Attachments::all, () -> POLICY, () -> LINKS, "1.0.0");
    }
}
