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
import java.util.List;

/** Pages about one finding: taking care of it, or accepting its risk. */
final class FindingPages {
    /** Long enough that a digest asks again a week before the end. */
    private static final int ACKNOWLEDGED_DAYS = 14;

    private static final int MUTED_DAYS = 30;
    private static final int LONGEST_REASON = 200;

    private final Pages pages;
    private final Words words;
    private final Finding finding;
    private final Tenant customer;
    private final AnswerDesk.Press press;

    FindingPages(Pages pages, Finding finding, Tenant customer, AnswerDesk.Press press) {
        this.pages = pages;
        this.words = pages.words();
        this.finding = finding;
        this.customer = customer;
        this.press = press;
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
            lines.add(words.say("link.ack.already", "name", Untrusted.of(by).display(24)));
        }
        lines.add(words.say("link.ack.effect", "date", date()));
        return asking("link.ack.title", lines, new AnswerPage.Form(words.say("link.ack.button"), "", null, true));
    }

    AnswerPage acknowledged() {
        return done(words.say("link.ack.done.title", "date", date()), words.say("link.ack.done"));
    }

    /**
     * Asks.
     *
     * @param problem what was missing before; empty for nothing
     */
    AnswerPage mute(String problem) {
        return asking(
                "link.mute.title",
                List.of(words.say("link.mute.effect", "date", date())),
                new AnswerPage.Form(
                        words.say("link.mute.button", "date", date()),
                        "",
                        new AnswerPage.Field(words.say("link.mute.reason"), press.reason(), LONGEST_REASON, problem),
                        true));
    }

    AnswerPage muted() {
        return done(
                words.say("link.mute.done.title", "date", date()),
                words.say("link.mute.done", "reason", Untrusted.of(reason()).display(LONGEST_REASON)));
    }

    AnswerPage resolved() {
        Instant at = finding.resolvedAt() == null ? pages.now() : finding.resolvedAt();
        return done(
                words.say("link.resolved.title"),
                words.say("link.resolved", "at", words.format().dayAndTime(at)));
    }

    private AnswerPage asking(String heading, List<String> lines, AnswerPage.Form form) {
        return pages.page(tone(), words.say(heading), matter(), lines, form, pages.foot(press.person(), press.offer()));
    }

    private AnswerPage done(String heading, String line) {
        return pages.page(Tone.GOOD, heading, matter(), List.of(line), null, "");
    }

    private Tone tone() {
        return finding.severity() == Severity.CRITICAL
                ? Tone.CRITICAL
                : finding.severity() == Severity.HIGH ? Tone.HIGH : Tone.PLAIN;
    }

    private List<String> matter() {
        boolean minimal = press.person().minimalPrivacy();
        String name = minimal ? customer.id() : Untrusted.of(customer.name()).display(24);
        String what = minimal
                ? finding.checkId()
                : Headline.of(
                        finding.summary().in(words.language()), finding.title().in(words.language()), words);
        return List.of(
                words.say("todo.finding.title", "customer", name, "what", what),
                words.say(
                        "link.finding.since",
                        "severity",
                        words.severity(finding.severity()),
                        "at",
                        words.format().dayAndTime(finding.openedAt()),
                        "id",
                        finding.id()));
    }
}
