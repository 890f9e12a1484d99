package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Fmt;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A promise's mail: the state first, then who and what, what to do, what happens next, and how it came about. */
final class SlaPage {
    private static final int ROWS = 6;

    private final SlaAlert alert;
    private final Tenant customer;
    private final Words words;
    private final Links links;
    private final boolean minimal;
    private final @Nullable Person lead;
    private final List<Instant> reminders;
    private final List<Moment> mails;

    /**
     * A page to be.
     *
     * @param lead who is told as well; null if nobody is
     * @param reminders when an unacknowledged breach is brought up again; what is past is not promised
     * @param mails what this reader was sent before
     */
    SlaPage(
            SlaAlert alert,
            Tenant customer,
            Words words,
            Links links,
            boolean minimal,
            @Nullable Person lead,
            List<Instant> reminders,
            List<Moment> mails) {
        this.alert = alert;
        this.customer = customer;
        this.words = words;
        this.links = links;
        this.minimal = minimal;
        this.lead = lead;
        this.reminders = reminders;
        this.mails = mails;
    }

    Page page(Page.Footer footer) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(card(footer.choices()));
        String next = next() + remarks(footer.choices());
        if (!next.isEmpty()) {
            blocks.add(new Block.Heading(words.say("alert.next.heading")));
            blocks.add(new Block.Note("", next));
        }
        blocks.add(timeline());
        return new Page(
                words.language(),
                words.say("alert.title", "customer", name(), "ticket", ticket()),
                Columns.cut(state() + " · " + alert.severity() + title(), 110),
                null,
                blocks,
                new Page.Footer(footer.lines(), List.of(), footer.reference()));
    }

    private String remarks(List<Page.Choice> choices) {
        StringBuilder remarks = new StringBuilder();
        choices.stream()
                .filter(choice -> !choice.remark().isBlank())
                .forEach(choice -> remarks.append(
                        words.say("alert.choice.remark", "choice", choice.link().label(), "remark", choice.remark())));
        return remarks.toString();
    }

    /** What can be answered stands where it is seen first. */
    private Block.Card card(List<Page.Choice> choices) {
        SafeLink button = alert.url() == null
                ? null
                : links.to(words.say("todo.clock.open", "ticket", ticket()), alert.url())
                        .orElse(null);
        return new Block.Card(
                tone(),
                state(),
                words.say("todo.clock.title", "customer", name(), "ticket", ticket(), "title", title()),
                why(),
                "",
                steps(),
                button,
                true,
                0,
                choices.stream().map(Page.Choice::link).toList());
    }

    private Tone tone() {
        return switch (alert.kind()) {
            case BREACH -> Tone.CRITICAL;
            case MARK -> alert.mark().equals("warn") ? Tone.CRITICAL : Tone.HIGH;
            case MET, MET_LATE, RETRACTED -> Tone.GOOD;
            case PAUSED, MOVED, ENDED -> Tone.PLAIN;
        };
    }

    /** The line that a mailbox shows; absolute times, and what is relative says of when it is. */
    String state() {
        Fmt format = words.format();
        String metric = metric(alert.metric());
        Instant due = alert.dueAt();
        String at = due == null ? "" : format.when(due, alert.asOf());
        return switch (alert.kind()) {
            case MARK -> {
                List<String> parts = new ArrayList<>();
                parts.add(Words.opening(
                        words.say("alert.state.due", "at", at, "metric", doing(), "zone", format.zoneName())));
                if (alert.remaining() != null) {
                    parts.add(words.say(
                            "alert.state.left",
                            "now",
                            format.time(alert.asOf()),
                            "left",
                            format.span(alert.remaining())));
                }
                if (alert.assignee() == null) {
                    parts.add(words.say("todo.clock.unassigned"));
                }
                if (alert.mark().equals("warn") && lead != null) {
                    parts.add(words.say("alert.state.lead", "name", shown(lead)));
                }
                yield String.join(" · ", parts);
            }
            case BREACH -> {
                List<String> parts = new ArrayList<>();
                parts.add(words.say("alert.state.breach", "at", at, "metric", doing(), "zone", format.zoneName()));
                parts.add(words.say(
                        alert.replied() ? "alert.state.open" : "alert.state.unanswered",
                        "now",
                        format.time(alert.asOf())));
                if (alert.provisional()) {
                    parts.add(words.say(
                            "alert.state.provisional",
                            "until",
                            alert.dataUntil() == null ? "–" : format.when(alert.dataUntil(), alert.asOf())));
                }
                yield String.join(" · ", parts);
            }
            case MET, MET_LATE -> {
                Instant done = alert.doneAt() == null ? alert.asOf() : alert.doneAt();
                Duration took = alert.used() == null ? alert.target() : alert.used();
                Duration over = took.minus(alert.target());
                String key = alert.kind() == SlaAlert.Kind.MET ? "alert.state.met" : "alert.state.metLate";
                yield words.say(
                        key,
                        "done",
                        words.say("alert.done." + (isReply() ? "reply" : "other"), "metric", metric),
                        "at",
                        format.when(done, alert.asOf()),
                        "used",
                        format.span(took),
                        "target",
                        format.span(alert.target()),
                        "late",
                        format.span(over.isNegative() ? Duration.ZERO : over));
            }
            case RETRACTED ->
                words.say(
                        "alert.state.retracted",
                        "done",
                        words.say("alert.retracted." + (isReply() ? "reply" : "other")),
                        "at",
                        alert.doneAt() == null ? "–" : format.when(alert.doneAt(), alert.asOf()));
            case PAUSED ->
                words.say(
                        alert.remaining() == null ? "alert.state.paused" : "alert.state.pausedLeft",
                        "reason",
                        reason(),
                        "left",
                        alert.remaining() == null ? "" : format.span(alert.remaining()));
            case MOVED -> words.say("alert.state.moved", "at", at, "metric", metric);
            case ENDED -> words.say("alert.state.ended", "reason", reason());
        };
    }

    private boolean isReply() {
        return alert.metric().endsWith("_response");
    }

    private String why() {
        Fmt format = words.format();
        if (alert.kind().closes()) {
            List<String> parts = new ArrayList<>();
            if (alert.doneBy() != null && !minimal) {
                parts.add(words.say(
                        "alert.by", "name", Untrusted.of(alert.doneBy()).display(24)));
            }
            if (alert.nextMetric() != null && alert.nextDueAt() != null) {
                parts.add(words.say(
                        "alert.then",
                        "metric",
                        metric(alert.nextMetric()),
                        "at",
                        format.when(alert.nextDueAt(), alert.asOf())));
            } else {
                parts.add(words.say("alert.over", "metric", metric(alert.metric())));
            }
            return Words.opening(String.join(" · ", parts));
        }
        return words.say(
                alert.used() == null ? "alert.promise.bare" : "alert.promise",
                "severity",
                alert.severity(),
                "metric",
                metric(alert.metric()),
                "target",
                format.span(alert.target()),
                "hours",
                hours(),
                "opened",
                format.when(alert.openedAt(), alert.asOf()),
                "used",
                alert.used() == null ? "" : format.span(alert.used()));
    }

    private List<String> steps() {
        return switch (alert.kind()) {
            case MARK ->
                List.of(
                        words.say(alert.assignee() == null ? "alert.step.take" : "alert.step.ask"),
                        words.say("alert.step." + (isReply() ? "reply" : "other")),
                        words.say("alert.step.look"));
            case BREACH ->
                List.of(
                        words.say(isReply() ? "alert.step.now" : "alert.step.other"),
                        words.say(alert.assignee() == null ? "alert.step.assign" : "alert.step.ask"),
                        words.say("alert.step.cause"));
            default -> List.of();
        };
    }

    private String next() {
        Fmt format = words.format();
        Instant due = alert.dueAt();
        if (alert.kind() == SlaAlert.Kind.MARK && due != null) {
            String leadName = lead == null ? words.say("alert.next.nobody") : shown(lead);
            return alert.warnAt() != null && alert.warnAt().isAfter(alert.asOf())
                    ? words.say(
                            "alert.next.mark",
                            "warn",
                            format.when(alert.warnAt(), alert.asOf()),
                            "lead",
                            leadName,
                            "due",
                            format.when(due, alert.asOf()),
                            "stop",
                            stop())
                    : words.say("alert.next.warn", "due", format.when(due, alert.asOf()), "stop", stop());
        }
        if (alert.kind() == SlaAlert.Kind.BREACH && due != null) {
            String told = lead == null ? "" : words.say("alert.next.told", "name", shown(lead));
            List<String> times = reminders.stream()
                    .filter(at -> at.isAfter(alert.asOf()))
                    .map(at -> format.when(at, alert.asOf()))
                    .toList();
            return told
                    + (times.isEmpty()
                            ? words.say("alert.next.digest", "stop", stop())
                            : words.say("alert.next.breach", "times", listed(times), "stop", stop()));
        }
        return alert.kind() == SlaAlert.Kind.MOVED ? words.say("alert.next.moved") : "";
    }

    /** What ends it: a reply is no solution. */
    private String stop() {
        return words.say(
                switch (alert.metric()) {
                    case "resolution" -> "alert.stop.resolution";
                    case "periodic_update" -> "alert.stop.update";
                    default -> "alert.stop.reply";
                });
    }

    private String listed(List<String> times) {
        int last = times.size() - 1;
        return last == 0
                ? times.get(0)
                : words.say(
                        "alert.next.times",
                        "first",
                        String.join(words.say("alert.next.comma"), times.subList(0, last)),
                        "last",
                        times.get(last));
    }

    private Block timeline() {
        List<Moment> all = new ArrayList<>(alert.events());
        all.addAll(mails);
        all.sort(Comparator.comparing(Moment::at));
        int from = Math.max(0, all.size() - ROWS);
        List<List<String>> rows = new ArrayList<>();
        for (int i = from == 0 ? 0 : from + 1; i < all.size(); i++) {
            if (i == from + 1 && from > 0) {
                rows.add(row(all.get(0)));
            }
            rows.add(row(all.get(i)));
        }
        return new Block.Table(
                words.say("alert.timeline"),
                List.of(
                        new Block.Column(words.say("alert.timeline.time"), false),
                        new Block.Column(words.say("alert.timeline.event"), false)),
                rows);
    }

    private List<String> row(Moment moment) {
        return List.of(
                words.format().when(moment.at(), alert.asOf()),
                Untrusted.of(moment.what().in(words.language())).display(minimal ? 20 : 70));
    }

    private String doing() {
        String known = "metric.do." + alert.metric();
        return words.knows(known) ? words.say(known) : metric(alert.metric());
    }

    private String metric(String metric) {
        return words.knows("metric." + metric)
                ? words.say("metric." + metric)
                : Untrusted.of(metric).plain(20);
    }

    /** The packaged calendars have names that people say; a calendar of the house is called as the house does. */
    private String hours() {
        String known = "hours." + alert.hours();
        return words.knows(known)
                ? words.say(known)
                : Untrusted.of(alert.hours()).display(16);
    }

    private String reason() {
        String known = "alert.reason." + alert.reason();
        if (alert.reason() != null && words.knows(known)) {
            return words.say(known);
        }
        return alert.reason() == null
                ? words.say("alert.reason.unknown")
                : Untrusted.of(alert.reason()).display(40);
    }

    private String name() {
        return minimal ? customer.id() : Untrusted.of(customer.name()).display(24);
    }

    private String ticket() {
        return "#" + Untrusted.of(alert.ticket()).plain(16);
    }

    private String title() {
        return minimal || alert.title().isBlank()
                ? ""
                : words.say("quoted", "text", Untrusted.of(alert.title()).display(44));
    }

    private static String shown(Person person) {
        return Untrusted.of(person.name()).display(20);
    }
}
