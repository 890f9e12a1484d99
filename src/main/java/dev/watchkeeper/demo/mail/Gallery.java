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
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.tenant.Language;
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
        }
        return all;
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
