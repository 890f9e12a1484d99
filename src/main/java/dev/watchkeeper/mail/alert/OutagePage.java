package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An incident at Google and whom of the reader's customers it concerns. */
final class OutagePage {
    private static final int ROWS = 20;

    private OutagePage() {}

    /** Constant for the whole conversation and for readers in all zones: the first product and the day it began. */
    static String subject(OutageAlert alert, Language language, ZoneId zone) {
        Words words = Words.of(language, zone);
        Instant since = alert.since() == null ? alert.at() : alert.since();
        String product = alert.products().isEmpty()
                ? "Google Workspace"
                : alert.products().get(0);
        return Columns.cut(
                words.say(
                        "outage.subject",
                        "product",
                        Untrusted.of(product).plain(20),
                        "date",
                        words.format().subjectDay(words.format().date(since))),
                60);
    }

    /**
     * The page for one reader.
     *
     * @param concerned the reader's customers, each with the products it uses
     */
    static Page page(
            OutageAlert alert,
            Map<Tenant, List<String>> concerned,
            boolean minimal,
            Words words,
            Links links,
            Page.Footer footer) {
        String kind = alert.kind().word();
        String state = words.say(
                "outage.state." + kind,
                "at",
                words.format()
                        .dayAndTime(
                                alert.kind() == OutageAlert.Kind.CLOSED && alert.ended() != null
                                        ? alert.ended()
                                        : alert.at()),
                "zone",
                words.format().zoneName());
        String title = Untrusted.of(alert.title()).display(90);
        String products = Untrusted.of(String.join(", ", alert.products())).display(60);
        String since = alert.since() == null
                ? ""
                : words.say("outage.since", "at", words.format().dayAndTime(alert.since()));
        String said = alert.lastWord().isBlank()
                ? ""
                : words.say(
                        "outage.google", "text", Untrusted.of(alert.lastWord()).display(300));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Card(
                tone(alert.kind()),
                state,
                title,
                words.say("outage.why", "products", products, "since", since),
                words.say("todo.first", "step", words.say("outage.first." + kind)),
                List.of(),
                links.to(words.say("outage.button"), alert.link()).orElse(null),
                true,
                0));
        if (!said.isEmpty()) {
            blocks.add(new Block.Note("", said));
        }
        blocks.add(table(concerned, minimal, words));
        if (concerned.size() > ROWS) {
            blocks.add(new Block.Note("", words.count("storm.more", concerned.size() - ROWS)));
        }
        blocks.add(new Block.Note(
                "", words.say(alert.kind() == OutageAlert.Kind.CLOSED ? "outage.next.closed" : "outage.next")));
        return new Page(words.language(), title, Columns.cut(state + " · " + products, 110), null, blocks, footer);
    }

    private static Tone tone(OutageAlert.Kind kind) {
        return switch (kind) {
            case OPENED, RAISED, REOPENED -> Tone.CRITICAL;
            case RECOVERED, CLOSED -> Tone.GOOD;
            case VANISHED -> Tone.HIGH;
        };
    }

    private static Block table(Map<Tenant, List<String>> concerned, boolean minimal, Words words) {
        List<List<String>> rows = new ArrayList<>();
        concerned.entrySet().stream()
                .limit(ROWS)
                .forEach(entry -> rows.add(List.of(
                        minimal
                                ? entry.getKey().id()
                                : Untrusted.of(entry.getKey().shortName()).display(16),
                        Untrusted.of(String.join(", ", entry.getValue())).display(50))));
        return new Block.Table(
                words.count("outage.customers", concerned.size()),
                List.of(
                        new Block.Column(words.say("table.customer"), false),
                        new Block.Column(words.say("outage.products"), false)),
                rows);
    }
}
