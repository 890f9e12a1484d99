package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tickets of one customer that end together end in one mail for each reader, instead of one each. */
final class Closings {
    private static final int TOGETHER_FROM = 3;
    private static final int ROWS = 12;
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration KEEPS = Duration.ofHours(12);

    private final Outbox outbox;
    private final AlertPost mail;
    private final Map<String, List<Closed>> byReaderAndCustomer = new LinkedHashMap<>();

    Closings(Outbox outbox, AlertPost mail) {
        this.outbox = outbox;
        this.mail = mail;
    }

    /** One last mail that was written. */
    private record Closed(Audience.Reader reader, Tenant customer, SlaAlert alert, String key) {}

    static boolean isClosing(String dedupeKey) {
        return dedupeKey.contains(":closed:") || dedupeKey.startsWith("alert:closings:");
    }

    void add(Audience.Reader reader, Tenant customer, SlaAlert alert, String key) {
        byReaderAndCustomer
                .computeIfAbsent(reader.person().id() + "/" + customer.id(), k -> new ArrayList<>())
                .add(new Closed(reader, customer, alert, key));
    }

    /** Writes one list for many, which takes the place of the single mails. */
    void write(Instant now) {
        byReaderAndCustomer.values().stream()
                .filter(list -> list.stream()
                                .map(closed -> closed.alert().ticket())
                                .distinct()
                                .count()
                        >= TOGETHER_FROM)
                .forEach(list -> write(list, now));
    }

    private void write(List<Closed> list, Instant now) {
        Audience.Reader reader = list.get(0).reader();
        Tenant customer = list.get(0).customer();
        Person person = reader.person();
        Words words = Words.of(person.language(), person.zone());
        long tickets =
                list.stream().map(closed -> closed.alert().ticket()).distinct().count();
        String key = "alert:closings:" + customer.id() + ":" + now.toEpochMilli() + ":" + person.id();
        String name = person.minimalPrivacy()
                ? customer.id()
                : Untrusted.of(customer.shortName()).display(24);
        String title = words.count("closings.headline", tickets, "customer", name);
        boolean isNew = mail.post(
                new AlertMail.Envelope(
                        reader,
                        customer,
                        key,
                        null,
                        words.count(
                                "closings.subject",
                                tickets,
                                "customer",
                                Untrusted.of(customer.shortName()).plain(12)),
                        Priority.CLOSING,
                        now,
                        now.plus(WAIT),
                        now.plus(KEEPS),
                        "high",
                        false,
                        "A-closings",
                        true),
                footer -> page(list, customer, title, words, person, now, footer));
        if (isNew) {
            List<Long> singles = list.stream()
                    .flatMap(closed -> outbox.findByKey(closed.key()).stream())
                    .filter(entry -> entry.state().waiting())
                    .map(OutboxEntry::id)
                    .toList();
            outbox.supersede(singles, key, null);
        }
    }

    private Page page(
            List<Closed> list,
            Tenant customer,
            String title,
            Words words,
            Person person,
            Instant now,
            Page.Footer footer) {
        List<List<String>> rows = list.stream()
                .limit(ROWS)
                .map(closed -> List.of(
                        "#" + Untrusted.of(closed.alert().ticket()).plain(14),
                        new SlaPage(
                                        closed.alert(),
                                        customer,
                                        words,
                                        mail.links(),
                                        person.minimalPrivacy(),
                                        null,
                                        List.of(),
                                        List.of())
                                .state()))
                .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Card(
                Tone.GOOD,
                words.say("closings.state", "now", words.format().time(now)),
                title,
                "",
                "",
                List.of(),
                null,
                true,
                0));
        blocks.add(new Block.Table(
                words.say("closings.table"),
                List.of(
                        new Block.Column(words.say("report.col.ticket"), false),
                        new Block.Column(words.say("report.col.result"), false)),
                rows));
        if (list.size() > ROWS) {
            blocks.add(new Block.Note("", words.count("storm.more", list.size() - ROWS)));
        }
        return new Page(words.language(), title, title, null, blocks, footer);
    }
}
