package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Rendered;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages of alerts as mails: headers, footer, reference. */
final class AlertMail {
    private static final Logger log = LoggerFactory.getLogger(AlertMail.class);

    /** One screen of a phone before the timeline. */
    static final int LARGEST_HTML = 12 * 1024;

    /** {@code zd-48213-fr-1e2}: the ticket, the promise, which one of its kind, and the epoch. */
    private static final Pattern CLOCK = Pattern.compile("(.+)-(?:fr|nr|res|upd)-\\d{1,10}(?:e\\d{1,10})?");

    private final PageRenderer renderer;
    private final Supplier<MailPolicy> policy;
    private final Supplier<Links> links;
    private final String version;

    AlertMail(PageRenderer renderer, Supplier<MailPolicy> policy, Supplier<Links> links, String version) {
        this.renderer = renderer;
        this.policy = policy;
        this.links = links;
        this.version = version;
    }

    /**
     * Everything about a mail but its page.
     *
     * @param reference what to ask {@code mail explain} for
     */
    record Envelope(
            Audience.Reader reader,
            @Nullable Tenant customer,
            String key,
            @Nullable String threadKey,
            String subject,
            Priority priority,
            Instant now,
            Instant notBefore,
            Instant expiresAt,
            @Nullable String severity,
            boolean important,
            String reference,
            boolean closing) {}

    Links links() {
        return links.get();
    }

    Draft draft(Envelope mail, Function<Page.Footer, Page> page) {
        Person to = mail.reader().person();
        Words words = Words.of(to.language(), to.zone());
        Rendered rendered = renderer.render(page.apply(footer(mail, words)));
        if (rendered.html().getBytes(StandardCharsets.UTF_8).length > 2 * LARGEST_HTML) {
            // Never a reason to refuse: the verdicts that cause it stand in the same transaction.
            log.warn("alert {} is larger than {} bytes", mail.key(), 2 * LARGEST_HTML);
        }
        MailPolicy sender = policy.get();
        return new Draft(
                MailKind.ALERT,
                mail.key(),
                sender.from(),
                new Mailbox(to.name(), to.email()),
                sender.replyTo(),
                mail.subject(),
                to.language(),
                mail.now(),
                to.zone(),
                rendered.text(),
                rendered.html(),
                List.of(),
                mail.threadKey() == null ? null : "i:" + matter(mail.threadKey()) + ":" + to.id(),
                List.of("mailto:" + sender.from().address() + "?subject=SETTINGS"),
                mail.important(),
                mail.severity(),
                mail.customer() == null ? null : mail.customer().id(),
                mail.threadKey(),
                null);
    }

    /** What a thread is about: all promises of one ticket are one conversation. */
    static String matter(String threadKey) {
        Matcher clock = CLOCK.matcher(threadKey);
        return clock.matches() ? clock.group(1) : threadKey;
    }

    private Page.Footer footer(Envelope mail, Words words) {
        List<String> lines = new ArrayList<>();
        Person away = mail.reader().insteadOf();
        if (away != null) {
            lines.add(
                    words.say("digest.deputy", "name", Untrusted.of(away.name()).display(24)));
        }
        if (mail.closing()) {
            // A matter at Google may go on in the same thread; others begin a new one.
            lines.add(words.say(mail.customer() == null ? "outage.footer.closing" : "alert.footer.closing"));
        } else if (mail.customer() != null) {
            String name = mail.reader().person().minimalPrivacy()
                    ? mail.customer().id()
                    : Untrusted.of(mail.customer().name()).display(24);
            // Who stands in is nobody's account manager; the line above says for whom it is.
            String role = away == null ? mail.reader().role().name().toLowerCase(Locale.ROOT) : "deputy";
            lines.add(words.say("alert.footer." + role, "customer", name));
        } else {
            lines.add(words.say(mail.threadKey() == null ? "alert.footer.storm" : "outage.footer"));
        }
        List<Page.Choice> choices = mail.threadKey() == null || mail.closing() || mail.customer() == null
                ? List.of()
                : AckLinks.of(
                        mail.threadKey(), mail.reference(), mail.reader().person(), words, links.get(), mail.now());
        return new Page.Footer(
                lines, choices, words.say("footer.reference", "id", mail.reference(), "version", version));
    }

    static String subject(AlertThread thread, Language language) {
        return language == Language.ZH_CN ? thread.subjectZh() : thread.subjectEn();
    }
}
