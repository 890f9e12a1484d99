package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Many alerts at once as one list by deadline: tickets, not promises, are counted and named. */
final class StormPage {
    private static final int ROWS = 8;
    private static final int LINKS = 4;

    private final List<SlaAlert> tickets;
    private final Function<SlaAlert, Tenant> customers;
    private final Instant now;
    private final boolean minimal;
    private final Words words;

    private StormPage(
            List<SlaAlert> alerts, Function<SlaAlert, Tenant> customers, Instant now, boolean minimal, Words words) {
        this.tickets = tickets(alerts);
        this.customers = customers;
        this.now = now;
        this.minimal = minimal;
        this.words = words;
    }

    /** Of each ticket the promise that is nearest, by deadline. */
    private static List<SlaAlert> tickets(List<SlaAlert> alerts) {
        Map<String, SlaAlert> nearest = new LinkedHashMap<>();
        alerts.stream()
                .sorted(Comparator.comparing(StormPage::due).thenComparing(SlaAlert::incident))
                .forEach(alert -> nearest.putIfAbsent(alert.tenantId() + "/" + alert.ticket(), alert));
        return List.copyOf(nearest.values());
    }

    /** How many tickets, and how they stand now; no deadline that has passed is called to come. */
    static String subject(List<SlaAlert> alerts, Instant now, Words words) {
        return new StormPage(
                        alerts,
                        alert -> {
                            throw new IllegalStateException("a subject names no customer");
                        },
                        now,
                        true,
                        words)
                .headline("storm.subject");
    }

    static Page page(
            List<SlaAlert> alerts,
            Function<SlaAlert, Tenant> customers,
            Instant now,
            boolean minimal,
            Words words,
            Links links,
            Page.Footer footer) {
        return new StormPage(alerts, customers, now, minimal, words).page(links, footer);
    }

    private Page page(Links links, Page.Footer footer) {
        List<Block> blocks = new ArrayList<>();
        List<SafeLink> pages = tickets.stream()
                .flatMap(alert -> link(alert, links).stream())
                .limit(LINKS)
                .toList();
        blocks.add(new Block.Card(
                Tone.CRITICAL,
                state(),
                headline("storm.headline"),
                why(),
                "",
                List.of(
                        words.say("storm.step.share"),
                        words.say("storm.step.first"),
                        words.say(oneCustomer() ? "storm.step.cause.single" : "storm.step.cause")),
                pages.isEmpty() ? null : pages.get(0),
                true,
                0));
        blocks.add(new Block.Table(
                words.say("storm.table"),
                List.of(
                        new Block.Column(words.say("storm.due"), false),
                        new Block.Column(words.say("report.col.ticket"), false),
                        new Block.Column(words.say("storm.promise"), false)),
                tickets.stream().limit(ROWS).map(this::row).toList()));
        if (tickets.size() > ROWS) {
            blocks.add(new Block.Note("", words.count("storm.more", tickets.size() - ROWS)));
        }
        pages.stream().skip(1).forEach(page -> blocks.add(new Block.Link(page)));
        return new Page(words.language(), headline("storm.headline"), state(), null, blocks, footer);
    }

    private Optional<SafeLink> link(SlaAlert alert, Links links) {
        String url = alert.url();
        return url == null
                ? Optional.empty()
                : links.to(words.say("todo.clock.open", "ticket", "#" + number(alert)), url);
    }

    private String headline(String key) {
        long late = tickets.stream().filter(this::late).count();
        Optional<Instant> next = tickets.stream()
                .filter(alert -> !late(alert))
                .map(StormPage::due)
                .min(Comparator.naturalOrder());
        if (next.isEmpty()) {
            return words.count(key + ".late", tickets.size());
        }
        Instant last = tickets.stream()
                .map(StormPage::due)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return late == 0
                ? words.count(key, tickets.size(), "last", words.format().when(last, now))
                : words.count(
                        key + ".some",
                        tickets.size(),
                        "late",
                        late,
                        "next",
                        words.format().when(next.get(), now));
    }

    private String state() {
        return words.say(
                late(tickets.get(0)) ? "storm.state.late" : "storm.state",
                "first",
                words.format().when(due(tickets.get(0)), now),
                "now",
                words.format().time(now));
    }

    /** One customer's trouble is told as one. */
    private String why() {
        return oneCustomer()
                ? words.say("storm.why.single", "customer", name(tickets.get(0)))
                : words.say("storm.why", "customers", names());
    }

    private boolean oneCustomer() {
        return tickets.stream().map(SlaAlert::tenantId).distinct().count() == 1;
    }

    private String names() {
        return words.list(tickets.stream().map(this::name).distinct().limit(4).collect(Collectors.toList()));
    }

    private List<String> row(SlaAlert alert) {
        String title = minimal || alert.title().isBlank()
                ? ""
                : words.say("quoted", "text", Untrusted.of(alert.title()).display(30));
        return List.of(
                words.format().when(due(alert), now),
                name(alert) + " #" + number(alert) + title,
                words.say(
                        "storm.row",
                        "severity",
                        alert.severity(),
                        "metric",
                        words.knows("metric." + alert.metric())
                                ? words.say("metric." + alert.metric())
                                : Untrusted.of(alert.metric()).plain(16),
                        "state",
                        words.say(late(alert) ? "storm.late" : "storm.running")));
    }

    private String name(SlaAlert alert) {
        Tenant customer = customers.apply(alert);
        return minimal ? customer.id() : Untrusted.of(customer.shortName()).display(16);
    }

    private static String number(SlaAlert alert) {
        return Untrusted.of(alert.ticket()).plain(14);
    }

    private boolean late(SlaAlert alert) {
        return alert.kind() == SlaAlert.Kind.BREACH || !due(alert).isAfter(now);
    }

    private static Instant due(SlaAlert alert) {
        return alert.dueAt() == null ? alert.asOf() : alert.dueAt();
    }
}
