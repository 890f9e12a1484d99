package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Many alerts at once as one list by deadline. */
final class StormPage {
    private static final int ROWS = 8;

    private StormPage() {}

    /** The nearest deadline and the last one that the mail speaks of. */
    static String subject(List<SlaAlert> alerts, Instant now, Words words) {
        return words.count("storm.subject", alerts.size(), "last", last(alerts, now, words));
    }

    static Page page(
            List<SlaAlert> alerts,
            Function<SlaAlert, Tenant> customers,
            Instant now,
            boolean minimal,
            Words words,
            Page.Footer footer) {
        List<SlaAlert> sorted = alerts.stream()
                .sorted(Comparator.comparing((SlaAlert a) -> due(a)).thenComparing(SlaAlert::incident))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (SlaAlert alert : sorted.subList(0, Math.min(ROWS, sorted.size()))) {
            Tenant customer = customers.apply(alert);
            rows.add(List.of(
                    words.format().when(due(alert), now),
                    (minimal
                                    ? customer.id()
                                    : Untrusted.of(customer.shortName()).display(16)) + " #"
                            + Untrusted.of(alert.ticket()).plain(14),
                    words.say(
                            "storm.row",
                            "severity",
                            alert.severity(),
                            "metric",
                            words.knows("metric." + alert.metric())
                                    ? words.say("metric." + alert.metric())
                                    : Untrusted.of(alert.metric()).plain(16),
                            "state",
                            words.say(alert.kind() == SlaAlert.Kind.BREACH ? "storm.late" : "storm.running"))));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Card(
                Tone.CRITICAL,
                words.say(
                        "storm.state",
                        "first",
                        words.format().when(due(sorted.get(0)), now),
                        "now",
                        words.format().time(now)),
                words.count("storm.headline", alerts.size(), "last", last(alerts, now, words)),
                words.say("storm.why"),
                "",
                List.of(words.say("storm.step.share"), words.say("storm.step.first"), words.say("storm.step.cause")),
                null,
                true,
                0));
        blocks.add(new Block.Table(
                words.say("storm.table"),
                List.of(
                        new Block.Column(words.say("storm.due"), false),
                        new Block.Column(words.say("table.customer"), false),
                        new Block.Column(words.say("storm.promise"), false)),
                rows));
        if (sorted.size() > ROWS) {
            blocks.add(new Block.Note("", words.count("storm.more", sorted.size() - ROWS)));
        }
        return new Page(
                words.language(),
                words.count("storm.headline", alerts.size(), "last", last(alerts, now, words)),
                words.say(
                        "storm.state",
                        "first",
                        words.format().when(due(sorted.get(0)), now),
                        "now",
                        words.format().time(now)),
                null,
                blocks,
                footer);
    }

    private static Instant due(SlaAlert alert) {
        return alert.dueAt() == null ? alert.asOf() : alert.dueAt();
    }

    private static String last(List<SlaAlert> alerts, Instant now, Words words) {
        Instant last = alerts.stream()
                .map(StormPage::due)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return words.format().when(last, now);
    }
}
