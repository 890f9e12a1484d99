package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.Handling;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Rendered;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever runs watchkeeper of its own trouble, at most once an hour for each kind. The mail takes the second route
 * while the first one rests, because the first may be the trouble.
 */
public final class OperatorDesk {
    private static final Duration KEEPS = Duration.ofHours(24);

    private final PostOffice postOffice;
    private final PageRenderer renderer;
    private final @Nullable String address;
    private final Language language;
    private final ZoneId zone;
    private final String version;

    /**
     * A desk for one operator.
     *
     * @param address null if nobody wants mail
     */
    public OperatorDesk(
            PostOffice postOffice,
            PageRenderer renderer,
            @Nullable String address,
            Language language,
            ZoneId zone,
            String version) {
        this.postOffice = postOffice;
        this.renderer = renderer;
        this.address = address;
        this.language = language;
        this.zone = zone;
        this.version = version;
    }

    /**
     * Writes a mail; false if nobody wants one or the same was told within the hour.
     *
     * @param code names the kind of trouble, for example {@code route:smtp} or {@code digest:missing}
     */
    public boolean tell(String code, String what, Instant now) {
        if (address == null) {
            return false;
        }
        Words words = Words.of(language, zone);
        String shown = Untrusted.of(what).display(400);
        Page page = new Page(
                language,
                words.say("operator.title"),
                Columns.cut(shown, 110),
                null,
                List.of(new Block.Card(
                        Tone.CRITICAL,
                        words.say("operator.state", "now", words.format().dayAndTime(now)),
                        words.say(
                                "operator.headline", "code", Untrusted.of(code).plain(40)),
                        shown,
                        words.say("todo.first", "step", words.say("operator.step")),
                        List.of(),
                        null,
                        true,
                        0)),
                new Page.Footer(
                        List.of(words.say("operator.footer")),
                        List.of(),
                        words.say(
                                "footer.reference",
                                "id",
                                "O-" + Untrusted.of(code).plain(40),
                                "version",
                                version)));
        Rendered rendered = renderer.render(page);
        MailPolicy policy = postOffice.policy();
        Draft draft = new Draft(
                MailKind.OPERATOR,
                "operator:" + code + ":" + now.getEpochSecond() / 3600,
                policy.from(),
                Mailbox.of(address),
                policy.replyTo(),
                words.say("operator.subject", "code", Untrusted.of(code).plain(30)),
                language,
                now,
                zone,
                rendered.text(),
                rendered.html(),
                List.of(),
                null,
                List.of(),
                true,
                "critical",
                null,
                null,
                null);
        return postOffice.post(draft, Handling.of("operator", Priority.OPERATOR, now, now.plus(KEEPS)));
    }
}
