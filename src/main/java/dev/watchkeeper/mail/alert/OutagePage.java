package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Fmt;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An incident at Google and whom of the reader's customers it concerns. */
final class OutagePage {
    private static final int ROWS = 6;
    private static final int NAMED = 40;
    private static final Pattern MARKUP = Pattern.compile("\\*\\*|__|(?m)^#{1,6}\\s+");

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
        String title = Untrusted.of(withoutStop(plain(alert.title()))).display(90);
        String products = Untrusted.of(words.list(alert.products())).display(60);
        String said = alert.lastWord().isBlank()
                ? ""
                : words.say(
                        "outage.google",
                        "text",
                        Untrusted.of(plain(alert.lastWord())).display(300));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Card(
                tone(alert.kind()),
                state,
                title,
                span(alert, products, words),
                words.say("todo.first", "step", words.say("outage.first." + kind)),
                List.of(),
                links.to(words.say("outage.button"), alert.link()).orElse(null),
                true,
                0));
        if (!said.isEmpty()) {
            blocks.add(new Block.Note("", said));
        }
        blocks.add(table(concerned, minimal, words));
        blocks.add(new Block.Note(
                "", words.say(alert.kind() == OutageAlert.Kind.CLOSED ? "outage.next.closed" : "outage.next")));
        return new Page(words.language(), title, Columns.cut(state + " · " + products, 110), null, blocks, footer);
    }

    /** Google writes Markdown: bold leads and headings, which a mail would show as stars. */
    private static String plain(String words) {
        return MARKUP.matcher(words).replaceAll("");
    }

    private static String withoutStop(String title) {
        return title.endsWith(".") ? title.substring(0, title.length() - 1) : title;
    }

    /** Since when, or from when to when once it is over. */
    private static String span(OutageAlert alert, String products, Words words) {
        Fmt format = words.format();
        Instant since = alert.since();
        Instant ended = alert.ended();
        if (since != null && ended != null && alert.kind() == OutageAlert.Kind.CLOSED && !ended.isBefore(since)) {
            return words.say(
                    "outage.span",
                    "products",
                    products,
                    "from",
                    format.dayAndTime(since),
                    "to",
                    format.when(ended, since),
                    "length",
                    format.span(Duration.between(since, ended)));
        }
        String from = since == null ? "" : words.say("outage.since", "at", format.dayAndTime(since));
        return words.say("outage.why", "products", products, "since", from);
    }

    private static Tone tone(OutageAlert.Kind kind) {
        return switch (kind) {
            case OPENED, RAISED, REOPENED -> Tone.CRITICAL;
            case RECOVERED, CLOSED -> Tone.GOOD;
            case VANISHED -> Tone.HIGH;
        };
    }

    /** One row for those who use the same: most customers do. */
    private static Block table(Map<Tenant, List<String>> concerned, boolean minimal, Words words) {
        Map<String, List<String>> byProducts = new LinkedHashMap<>();
        concerned.forEach((customer, products) -> byProducts
                .computeIfAbsent(products(products, words), p -> new ArrayList<>())
                .add(
                        minimal
                                ? customer.id()
                                : Untrusted.of(customer.shortName()).display(16)));
        List<List<String>> rows = new ArrayList<>();
        List<String> others = new ArrayList<>();
        byProducts.forEach((products, names) -> {
            if (rows.size() < ROWS - 1 || byProducts.size() == ROWS) {
                rows.add(List.of(products, names(names, words)));
            } else {
                others.addAll(names);
            }
        });
        if (!others.isEmpty()) {
            rows.add(List.of(words.say("outage.products.others"), names(others, words)));
        }
        return new Block.Table(
                words.count("outage.customers", concerned.size()),
                List.of(
                        new Block.Column(words.say("outage.products"), false),
                        new Block.Column(words.say("outage.customers"), false)),
                rows);
    }

    private static String products(List<String> products, Words words) {
        return Untrusted.of(words.list(products)).display(50);
    }

    private static String names(List<String> names, Words words) {
        List<String> shown = names.subList(0, Math.min(NAMED, names.size()));
        return shown.size() == names.size()
                ? words.list(shown)
                : words.count("names.more", names.size() - shown.size(), "names", words.list(shown));
    }
}
