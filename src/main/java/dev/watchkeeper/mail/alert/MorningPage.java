package dev.watchkeeper.mail.alert;

import dev.watchkeeper.finding.Finding;
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

/** What was found in quiet hours and is still there, as one list. */
final class MorningPage {
    private static final int ROWS = 8;

    private MorningPage() {}

    static Page page(
            List<Finding> open,
            Function<Finding, Tenant> customers,
            Instant now,
            boolean minimal,
            Words words,
            Page.Footer footer) {
        List<Finding> sorted = open.stream()
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(Finding::openedAt)
                        .thenComparing(Finding::id))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : sorted.subList(0, Math.min(ROWS, sorted.size()))) {
            Tenant customer = customers.apply(finding);
            rows.add(List.of(
                    words.format().when(finding.openedAt(), now),
                    minimal ? customer.id() : Untrusted.of(customer.shortName()).display(16),
                    minimal
                            ? finding.checkId()
                            : Untrusted.of(finding.title().in(words.language())).display(50)));
        }
        Finding worst = sorted.get(0);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Card(
                Tone.CRITICAL,
                words.say(
                        "morning.state",
                        "now",
                        words.format().time(now),
                        "zone",
                        words.format().zoneName()),
                words.count("morning.headline", open.size()),
                words.say("morning.why"),
                words.say(
                        "todo.first",
                        "step",
                        Untrusted.of(worst.remedy().in(words.language())).display(160)),
                List.of(),
                null,
                true,
                0));
        blocks.add(new Block.Table(
                words.say("morning.headline.other", "n", open.size()),
                List.of(
                        new Block.Column(words.say("alert.timeline.time"), false),
                        new Block.Column(words.say("table.customer"), false),
                        new Block.Column(words.say("week.ahead.what"), false)),
                rows));
        if (sorted.size() > ROWS) {
            blocks.add(new Block.Note("", words.count("storm.more", sorted.size() - ROWS)));
        }
        return new Page(
                words.language(),
                words.count("morning.headline", open.size()),
                words.say("morning.why"),
                null,
                blocks,
                footer);
    }
}
