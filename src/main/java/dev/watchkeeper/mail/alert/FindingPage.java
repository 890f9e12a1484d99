package dev.watchkeeper.mail.alert;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.ConsolePage;
import dev.watchkeeper.mail.page.Headline;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A finding's mail: what was found and when, the evidence, what to do, and what watchkeeper does next. */
final class FindingPage {
    /** Checks behind which a thief may stand: the mail asks first whose doing it was. */
    private static final Set<String> INTRUSION = Set.of("HYG-03", "LEK-04", "LEK-05", "LEK-07", "LEK-08", "SYN-09");

    private static final int SUMMARY = 240;
    /** What fits into 12 KB beside a whole timeline; {@code finding show} has it all. */
    private static final int EVIDENCE = 4;

    private static final int ROWS = 7;
    private static final int MOMENTS = 6;

    /** What there is to say. */
    enum State {
        OPENED,
        WORSENED,
        REOPENED,
        RESOLVED,
        /** It comes and goes. */
        FLAPPING
    }

    /** {@code user:}, {@code domain:} and the like. */
    private static final Pattern PREFIX = Pattern.compile("^[a-z_]+:");

    /** What programs call a rule or a file; people know the address, the domain or the title. */
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern TECHNICAL = Pattern.compile("[a-z0-9_]+");

    private final Finding finding;
    private final Tenant customer;
    private final State state;
    private final int changes;
    private final Instant now;
    private final Words words;
    private final Links links;
    private final boolean minimal;

    FindingPage(
            Finding finding,
            Tenant customer,
            State state,
            int changes,
            Instant now,
            Words words,
            Links links,
            boolean minimal) {
        this.finding = finding;
        this.customer = customer;
        this.state = state;
        this.changes = changes;
        this.now = now;
        this.words = words;
        this.links = links;
        this.minimal = minimal;
    }

    Page page(Page.Footer footer, List<Moment> timeline) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Card(
                tone(),
                stateLine(),
                headline(),
                why(),
                "",
                steps(),
                button(),
                true,
                0,
                footer.choices().stream().map(Page.Choice::link).toList()));
        int rows = evidence(blocks, Math.max(EVIDENCE, ROWS - timeline.size()));
        blocks.add(new Block.Heading(words.say("alert.next.heading")));
        blocks.add(new Block.Note(
                "",
                words.say(
                        switch (state) {
                            case RESOLVED -> "alert.finding.next.resolved";
                            case FLAPPING -> "alert.finding.next.flapping";
                            default -> "alert.finding.next";
                        })));
        if (!timeline.isEmpty()) {
            blocks.add(table(timeline, Math.min(MOMENTS, ROWS - rows)));
        }
        return new Page(
                words.language(),
                words.say("alert.finding.title", "customer", name()),
                Columns.cut(stateLine() + " · " + headline(), 110),
                null,
                blocks,
                new Page.Footer(footer.lines(), List.of(), footer.reference()));
    }

    private @Nullable SafeLink button() {
        return state == State.RESOLVED || state == State.FLAPPING
                ? null
                : ConsolePage.link(finding.checkId(), words, links).orElse(null);
    }

    private Tone tone() {
        return switch (state) {
            case RESOLVED -> Tone.GOOD;
            case FLAPPING -> Tone.PLAIN;
            default -> finding.severity() == Severity.CRITICAL ? Tone.CRITICAL : Tone.HIGH;
        };
    }

    private String stateLine() {
        String severity = words.severity(finding.severity());
        return switch (state) {
            case OPENED, REOPENED, WORSENED ->
                words.say(
                        "alert.finding.state",
                        "severity",
                        severity,
                        "change",
                        words.say("change.state."
                                + (state == State.OPENED ? "new" : state.name().toLowerCase(Locale.ROOT))),
                        "at",
                        words.format().dayAndTime(state == State.WORSENED ? finding.lastSeenAt() : finding.openedAt()),
                        "zone",
                        words.format().zoneName());
            case RESOLVED ->
                words.say(
                        "alert.finding.resolved",
                        "at",
                        words.format().dayAndTime(finding.resolvedAt() == null ? now : finding.resolvedAt()));
            case FLAPPING -> words.say("alert.finding.flapping", "n", changes);
        };
    }

    private String headline() {
        String what = minimal
                ? finding.checkId()
                : Headline.of(
                        finding.summary().in(words.language()), finding.title().in(words.language()), words);
        return words.say("todo.finding.title", "customer", name(), "what", what);
    }

    /** The sentence with the numbers, wherever it is too long for the headline; else which kind of trouble it is. */
    private String why() {
        String title = Untrusted.of(finding.title().in(words.language())).display(60);
        String summary = words.format().localised(finding.summary().in(words.language()));
        String what = minimal
                ? finding.checkId()
                : headline().contains(title) ? Untrusted.of(summary).display(SUMMARY) : title;
        String about = subject();
        boolean said = about.isEmpty() || minimal || (headline() + what).contains(about);
        if (!minimal && headline().endsWith(" · " + bare(what))) {
            return said ? "" : words.say("alert.finding.at", "subject", about);
        }
        return said ? what : words.say("alert.finding.why", "title", bare(what), "subject", about);
    }

    /** What it is about as people call it; empty if that is the customer as a whole, or has no name but ours. */
    private String subject() {
        String subject = finding.subject();
        String name = PREFIX.matcher(subject).replaceFirst("");
        return subject.equals("tenant") || NUMBER.matcher(name).matches()
                ? ""
                : Untrusted.of(name).display(40);
    }

    private static String bare(String sentence) {
        return sentence.endsWith("。") || sentence.endsWith(".")
                ? sentence.substring(0, sentence.length() - 1)
                : sentence;
    }

    private List<String> steps() {
        if (state == State.RESOLVED || state == State.FLAPPING) {
            return List.of();
        }
        String remedy = Untrusted.of(words.format().localised(finding.remedy().in(words.language())))
                .display(300);
        return INTRUSION.contains(finding.checkId())
                ? List.of(
                        words.say("alert.finding.ask"),
                        words.say("alert.finding.notYours"),
                        words.say("alert.finding.yours", "remedy", remedy))
                : List.of(remedy, words.say("alert.finding.tell"));
    }

    /** How many lines of evidence there are. */
    private int evidence(List<Block> blocks, int most) {
        if (minimal
                || state == State.RESOLVED
                || state == State.FLAPPING
                || finding.evidence().isEmpty()) {
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Object> entry : finding.evidence().entrySet()) {
            // A technical name without words in the reader's language is for operators: finding show has it all.
            String label = label(entry.getKey());
            if (rows.size() < most && !label.isEmpty()) {
                rows.add(List.of(
                        label,
                        Untrusted.of(words.format().localised(shown(entry.getValue())))
                                .display(36)));
            }
        }
        if (rows.isEmpty()) {
            return 0;
        }
        blocks.add(new Block.Heading(words.say("alert.evidence")));
        blocks.add(new Block.Table(
                words.say("alert.evidence"),
                List.of(
                        new Block.Column(words.say("alert.evidence.what"), false),
                        new Block.Column(words.say("alert.evidence.value"), false)),
                rows));
        return rows.size();
    }

    private String label(String name) {
        String key = "evidence." + name;
        return words.knows(key)
                ? words.say(key)
                : TECHNICAL.matcher(name).matches() ? "" : Untrusted.of(name).display(24);
    }

    private static String shown(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value instanceof Double number && number == Math.rint(number)
                ? Long.toString(number.longValue())
                : String.valueOf(value);
    }

    private Block table(List<Moment> timeline, int most) {
        List<List<String>> rows = new ArrayList<>();
        timeline.stream()
                .skip(Math.max(0, timeline.size() - most))
                .forEach(moment -> rows.add(List.of(
                        words.format().when(moment.at(), now),
                        Untrusted.of(moment.what().in(words.language())).display(60))));
        return new Block.Table(
                words.say("alert.timeline"),
                List.of(
                        new Block.Column(words.say("alert.timeline.time"), false),
                        new Block.Column(words.say("alert.timeline.event"), false)),
                rows);
    }

    private String name() {
        return minimal ? customer.id() : Untrusted.of(customer.name()).display(24);
    }
}
