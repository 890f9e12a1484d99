package dev.watchkeeper.digest;

import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Rendered;
import dev.watchkeeper.mail.page.Sheet;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Models to drafts: page, subject, attachment. The same model gives the same draft. */
public final class DigestDrafts {
    /** Above this many bytes Gmail cuts a mail; we refuse earlier. */
    public static final int LARGEST_HTML = 90 * 1024;

    private final PageRenderer renderer;
    private final Function<DigestKind, List<Section>> sections;
    private final BiFunction<DigestModel, Voice, List<Sheet>> attachments;
    private final Supplier<MailPolicy> policy;
    private final Supplier<Links> links;
    private final String version;

    public DigestDrafts(
            PageRenderer renderer,
            Function<DigestKind, List<Section>> sections,
            BiFunction<DigestModel, Voice, List<Sheet>> attachments,
            Supplier<MailPolicy> policy,
            Supplier<Links> links,
            String version) {
        this.renderer = renderer;
        this.sections = sections;
        this.attachments = attachments;
        this.policy = policy;
        this.links = links;
        this.version = version;
    }

    /** The digest's own name, for example {@code D-20261124-am17}. */
    public static String id(DigestFacts facts) {
        String day = DateTimeFormatter.BASIC_ISO_DATE.format(
                facts.now().atZone(facts.reader().zone()).toLocalDate());
        return (facts.kind() == DigestKind.DAILY ? "D-" : "W-") + day + "-"
                + facts.reader().id();
    }

    /** The mail's dedupe key: one per reader, kind and local day. */
    public static String key(DigestFacts facts) {
        return "digest:" + facts.kind().word() + ":" + facts.reader().id() + ":"
                + facts.now().atZone(facts.reader().zone()).toLocalDate() + ":r1";
    }

    public Draft draft(DigestModel model) {
        DigestFacts facts = model.facts();
        Person reader = facts.reader();
        Person to = facts.addressee();
        Links allowed = links.get();
        Voice voice = new Voice(
                Words.of(to.language(), reader.zone()), allowed, reader.minimalPrivacy() || to.minimalPrivacy());
        String kind = facts.kind().word();
        Rendered page = renderer.render(DigestPage.of(model, sections.apply(facts.kind()), voice, id(facts), version));
        List<Attachment> files = new ArrayList<>();
        attachments.apply(model, voice).forEach(sheet -> files.add(renderer.csv(sheet)));
        MailPolicy now = policy.get();
        return new Draft(
                facts.kind().mail(),
                key(facts),
                now.from(),
                new Mailbox(to.name(), to.email()),
                now.replyTo(),
                DigestSubject.of(model, voice),
                to.language(),
                facts.now(),
                reader.zone(),
                page.text(),
                page.html(),
                files,
                null,
                facts.deputy() == null
                        ? allowed.unsubscribe(kind, to.id(), facts.now())
                        : allowed.unsubscribeByMail(kind),
                false,
                null,
                null,
                null,
                null);
    }
}
