package dev.watchkeeper.demo.mail;

import dev.watchkeeper.digest.DigestComposer;
import dev.watchkeeper.digest.DigestDrafts;
import dev.watchkeeper.digest.DigestFacts;
import dev.watchkeeper.digest.sections.Attachments;
import dev.watchkeeper.digest.sections.StandardSections;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.UnsubscribeLinks;
import dev.watchkeeper.mail.alert.AlertPreview;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final Links LINKS = new Links(List.of("helpdesk.example"), "watchkeeper@reseller.example");

    private final PageRenderer renderer;

    public Gallery(PageRenderer renderer) {
        this.renderer = renderer;
    }

    /** One mail of the gallery. */
    public record Exhibit(String scene, Language language, Draft draft) {
        public String name() {
            return scene + "." + language.tag();
        }
    }

    public List<Exhibit> all() {
        List<Exhibit> all = new ArrayList<>();
        for (Language language : Language.values()) {
            for (Map.Entry<String, DigestFacts> scene :
                    DigestScenes.all(language).entrySet()) {
                all.add(new Exhibit(
                        scene.getKey(), language, digests().draft(DigestComposer.compose(scene.getValue()))));
            }
            all.addAll(alerts(language));
        }
        return all;
    }

    private List<Exhibit> alerts(Language language) {
        AlertPreview preview = new AlertPreview(POLICY, renderer, LINKS, "1.0.0");
        Person reader = SceneData.manager(language);
        Person lead = SceneData.lead(language);
        Tenant xinghai = SceneData.customers(1, language).get(0);
        Tenant yuanshan = SceneData.customers(2, language).get(1);
        List<Exhibit> all = new ArrayList<>();
        all.add(exhibit(
                "warning",
                language,
                preview.sla(AlertScenes.warning(language), AlertScenes.DUE, xinghai, reader, lead)));
        all.add(exhibit(
                "breach", language, preview.sla(AlertScenes.breach(language), AlertScenes.DUE, xinghai, reader, lead)));
        all.add(exhibit(
                "closed",
                language,
                preview.sla(AlertScenes.answered(language), AlertScenes.DUE, xinghai, reader, lead)));
        all.add(exhibit(
                "paused", language, preview.sla(AlertScenes.paused(language), AlertScenes.DUE, xinghai, reader, lead)));
        all.add(exhibit(
                "storm",
                language,
                preview.storm(AlertScenes.storm(language), a -> xinghai, reader, AlertScenes.at("08:36"))));
        all.add(exhibit(
                "critical",
                language,
                preview.finding(
                        DigestScenes.newAdministrator(),
                        yuanshan,
                        reader,
                        DigestScenes.howItCame(),
                        Instant.parse("2026-11-23T08:23:00Z"))));
        return all;
    }

    private static Exhibit exhibit(String scene, Language language, Draft draft) {
        return new Exhibit(scene, language, draft);
    }

    private DigestDrafts digests() {
        return new DigestDrafts(
                renderer,
                StandardSections::of,
                Attachments::findings,
                () -> POLICY,
                () -> LINKS,
                UnsubscribeLinks.byMail("watchkeeper@reseller.example"),
                "1.0.0");
    }
}
