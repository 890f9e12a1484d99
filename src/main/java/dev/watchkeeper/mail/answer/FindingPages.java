package dev.watchkeeper.mail.answer;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.page.Headline;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Pages about a finding, or several of one card: taking care of them, or accepting their risk. */
final class FindingPages {
    /** Long enough that a digest asks again a week before the end. */
    private static final int ACKNOWLEDGED_DAYS = 14;

    private static final int MUTED_DAYS = 30;
    private static final int LONGEST_REASON = 200;

    /** More than these are counted. */
    private static final int NAMED = 20;

    private final Pages pages;
    private final Words words;
    private final List<Matter> all;
    private final AnswerDesk.Press press;

    /** A finding and whose it is. */
    record Matter(Finding finding, Tenant customer) {}

    /**
     * Pages of one link.
     *
     * @param all what it is about, at least one
     */
    FindingPages(Pages pages, List<Matter> all, AnswerDesk.Press press) {
        this.pages = pages;
        this.words = pages.words();
        this.all = List.copyOf(all);
        this.press = press;
    }

    /** Those of them that are not resolved. */
    List<Finding> open() {
        return all.stream().map(Matter::finding).filter(Finding::isOpen).toList();
    }

    /** The words for one, or those for several. */
    private String say(String key, Object... pairs) {
        return all.size() == 1 ? words.say(key, pairs) : words.say(key + ".several", pairs);
    }

    private LocalDate lastDay() {
        return pages.lastDay(press.offer().act() == Act.MUTE ? MUTED_DAYS : ACKNOWLEDGED_DAYS);
    }

    /** The end of what is decided here. */
    Instant until() {
        return pages.endOf(lastDay());
    }

    private String date() {
        return words.format().weekdayAndDay(lastDay());
    }

    /** What the reader wrote, as it is kept. */
    String reason() {
        return Untrusted.of(press.reason()).plain(LONGEST_REASON);
    }

    /**
     * Asks.
     *
     * @param by who takes care of it already; empty for nobody
     */
    AnswerPage acknowledge(String by) {
        List<String> lines = new ArrayList<>();
        if (!by.isEmpty()) {
            lines.add(say("link.ack.already", "name", Untrusted.of(by).display(24)));
        }
        lines.add(say("link.ack.effect", "date", date()));
        return asking("link.ack.title", lines, new AnswerPage.Form(say("link.ack.button"), "", null, true));
    }

    AnswerPage acknowledged() {
        return done(say("link.ack.done.title", "date", date()), say("link.ack.done"));
    }

    /**
     * Asks.
     *
     * @param problem what was missing before; empty for nothing
     */
    AnswerPage mute(String problem) {
        return asking(
                "link.mute.title",
                List.of(say("link.mute.effect", "date", date())),
                new AnswerPage.Form(
                        say("link.mute.button", "date", date()),
                        "",
                        new AnswerPage.Field(words.say("link.mute.reason"), press.reason(), LONGEST_REASON, problem),
                        true));
    }

    AnswerPage muted() {
        return done(
                say("link.mute.done.title", "date", date()),
                words.say("link.mute.done", "reason", Untrusted.of(reason()).display(LONGEST_REASON)));
    }

    AnswerPage resolved() {
        Instant at = all.stream()
                .map(one -> one.finding().resolvedAt())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(pages.now());
        return done(
                say("link.resolved.title"),
                say("link.resolved", "at", words.format().dayAndTime(at)));
    }

    private AnswerPage asking(String heading, List<String> lines, AnswerPage.Form form) {
        return pages.page(tone(), say(heading), matter(), lines, form, pages.foot(press.person(), press.offer()));
    }

    private AnswerPage done(String heading, String line) {
        return pages.page(Tone.GOOD, heading, matter(), List.of(line), null, "");
    }

    private Tone tone() {
        Severity worst = all.stream()
                .map(one -> one.finding().severity())
                .min(Comparator.naturalOrder())
                .orElse(Severity.LOW);
        return worst == Severity.CRITICAL ? Tone.CRITICAL : worst == Severity.HIGH ? Tone.HIGH : Tone.PLAIN;
    }

    private List<String> matter() {
        List<String> lines = new ArrayList<>();
        if (all.size() == 1) {
            lines.add(title(all.get(0)));
            lines.add(since(all.get(0).finding()));
            return lines;
        }
        lines.add(
                words.count("link.several", all.size(), "title", what(all.get(0).finding())));
        all.stream()
                .limit(NAMED)
                .forEach(one -> lines.add(words.say(
                        "link.several.one.line",
                        "customer",
                        name(one.customer()),
                        "subject",
                        subject(one.finding()),
                        "state",
                        one.finding().isOpen()
                                ? one.finding().id()
                                : words.say(
                                        "link.several.resolved",
                                        "id",
                                        one.finding().id()))));
        if (all.size() > NAMED) {
            lines.add(words.count("link.several.more", all.size() - NAMED));
        }
        return lines;
    }

    private boolean minimal() {
        return press.person().minimalPrivacy();
    }

    private String name(Tenant customer) {
        return minimal() ? customer.id() : Untrusted.of(customer.name()).display(24);
    }

    /** What several of one customer differ in. */
    private String subject(Finding finding) {
        return minimal() || finding.subject().equals("tenant")
                ? ""
                : " · " + Untrusted.of(finding.subject()).display(40);
    }

    private String what(Finding finding) {
        if (minimal()) {
            return finding.checkId();
        }
        String title = finding.title().in(words.language());
        return all.size() == 1
                ? Headline.of(finding.summary().in(words.language()), title, words)
                : Untrusted.of(title).display(48);
    }

    private String title(Matter one) {
        return words.say("todo.finding.title", "customer", name(one.customer()), "what", what(one.finding()));
    }

    private String since(Finding finding) {
        return words.say(
                "link.finding.since",
                "severity",
                words.severity(finding.severity()),
                "at",
                words.format().dayAndTime(finding.openedAt()),
                "id",
                finding.id());
    }
}
