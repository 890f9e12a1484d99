package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.incidents.BoundWording;
import dev.watchkeeper.health.incidents.MonthBound;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.mail.page.ConsolePage;
import dev.watchkeeper.mail.page.Fmt;
import dev.watchkeeper.mail.page.Headline;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.util.Optional;

/**
 * How one reader is spoken to: language and zone, what may be linked, and how much may be named.
 *
 * @param minimal no names and no details leave the house; ids stand in for them
 */
public record Voice(Words words, Links links, boolean minimal) {
    private static final int NAME = 24;
    private static final int SHORT = 12;
    private static final int SENTENCE = 200;
    private static final int STEP = 320;

    public Fmt format() {
        return words.format();
    }

    public String say(String key, Object... pairs) {
        return words.say(key, pairs);
    }

    public String customer(Tenant customer) {
        return minimal ? customer.id() : Untrusted.of(customer.name()).display(NAME);
    }

    /** For lists and tables. */
    public String shortName(Tenant customer) {
        return minimal ? customer.id() : Untrusted.of(customer.shortName()).display(SHORT + 4);
    }

    /** For subjects, where nothing is turned into links. */
    public String subjectName(Tenant customer) {
        return minimal ? customer.id() : Untrusted.of(customer.shortName()).plain(SHORT);
    }

    /** What happened, as precisely as a first line can hold. */
    public String headline(Finding finding) {
        if (minimal) {
            return finding.checkId();
        }
        return Headline.of(
                finding.summary().in(words.language()), finding.title().in(words.language()), words);
    }

    /** What the first line leaves open: the name of the problem, or what happened in full. */
    public Optional<String> beneath(Finding finding) {
        if (minimal) {
            return Optional.empty();
        }
        String name = finding.title().in(words.language());
        String headline = headline(finding);
        if (!headline.equals(Headline.of("", name, words))) {
            return headline.contains(title(finding)) ? Optional.empty() : Optional.of(title(finding));
        }
        return detail(finding);
    }

    /** What happened in full; empty if that is no more than the name of the problem. */
    public Optional<String> detail(Finding finding) {
        String summary = finding.summary().in(words.language());
        return minimal || summary.isBlank() || summary.equals(finding.title().in(words.language()))
                ? Optional.empty()
                : Optional.of(sentence(finding.summary()));
    }

    /** The name of the problem. */
    public String title(Finding finding) {
        return minimal
                ? finding.checkId()
                : Untrusted.of(finding.title().in(words.language())).display(48);
    }

    public String subjectTitle(Finding finding, int columns) {
        return minimal
                ? finding.checkId()
                : Untrusted.of(finding.title().in(words.language())).plain(columns);
    }

    public String sentence(Text text) {
        return Untrusted.of(words.format().localised(text.in(words.language()))).display(SENTENCE);
    }

    /** What to do: half an instruction helps nobody, so there is more room for it. */
    public String step(Text text) {
        return Untrusted.of(words.format().localised(text.in(words.language()))).display(STEP);
    }

    /** A month's bound in our sentences; only the product's name comes from elsewhere. */
    public String bound(MonthBound bound, Product product, Instant asOf) {
        Product named = new Product(product.id(), Untrusted.of(product.title()).display(24));
        return words.format().localised(BoundWording.of(bound, named, asOf).in(words.language()));
    }

    /** Google's products have the names that Google publishes. */
    public String product(Product product) {
        return Untrusted.of(product.shortTitle()).plain(16);
    }

    public String ticketTitle(OpenClock clock) {
        return minimal || clock.title().isBlank()
                ? ""
                : say("quoted", "text", Untrusted.of(clock.title()).display(44));
    }

    /** Ticket numbers come from other systems. */
    public String ticket(OpenClock clock) {
        return "#" + Untrusted.of(clock.ticket()).plain(16);
    }

    public String metric(String metric) {
        return words.knows("metric." + metric)
                ? say("metric." + metric)
                : Untrusted.of(metric).plain(20);
    }

    /** The same as something to be done by a time: one updates progress, and does not "regular update". */
    public String doing(String metric) {
        return words.knows("metric.do." + metric) ? say("metric.do." + metric) : metric(metric);
    }

    public static Tone tone(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Tone.CRITICAL;
            case HIGH -> Tone.HIGH;
            case MEDIUM -> Tone.MEDIUM;
            case LOW -> Tone.LOW;
        };
    }

    public Optional<SafeLink> link(String label, String address) {
        return links.to(label, address);
    }

    /** The console page where a check's problem is mended. */
    public Optional<SafeLink> console(String checkId) {
        return ConsolePage.link(checkId, words, links);
    }
}
