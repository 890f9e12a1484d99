package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.GoogleStatus;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Open incidents that Google publishes of products these customers use. Says what Google says and when it was read,
 * never that a service was down for somebody.
 */
final class OpenAtGoogle implements Section {
    private static final int MOST = 3;
    private static final int NAMED = 8;

    /** One incident and whom it concerns. */
    private record Hit(KeptIncident kept, List<Tenant> customers, String products) {}

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        GoogleStatus google = model.facts().google();
        List<Hit> hits = google.open().stream()
                .map(kept -> hit(kept, model.facts().customers()))
                .filter(hit -> !hit.customers().isEmpty())
                .toList();
        List<Block> blocks = new ArrayList<>();
        Instant asOf = google.asOf();
        if (hits.isEmpty() || asOf == null) {
            return blocks;
        }
        Instant now = model.facts().now();
        blocks.add(new Block.Heading(voice.say("google.heading")));
        for (Hit hit : hits.subList(0, Math.min(MOST, hits.size()))) {
            Incident incident = hit.kept().incident();
            blocks.add(new Block.Line(
                    incident.state() == Impact.OUTAGE ? Tone.CRITICAL : Tone.HIGH,
                    hit.products(),
                    List.of(
                            state(hit.kept(), voice, now),
                            voice.say(
                                    "google.words",
                                    "text",
                                    Untrusted.of(incident.title()).display(120)),
                            customers(hit.customers(), voice))));
            voice.link(voice.say("google.link", "id", incident.id()), incident.link())
                    .ifPresent(link -> blocks.add(new Block.Link(link)));
        }
        if (hits.size() > MOST) {
            blocks.add(new Block.Note("", voice.words().count("google.more", hits.size() - MOST)));
        }
        blocks.add(
                new Block.Note("", voice.say("google.asOf", "at", voice.format().when(asOf, now))));
        return blocks;
    }

    private static Hit hit(KeptIncident kept, List<Tenant> all) {
        List<Tenant> customers = new ArrayList<>();
        TreeSet<String> products = new TreeSet<>();
        for (Tenant customer : all) {
            List<Product> concerned = kept.incident().concerning(customer.products());
            if (!concerned.isEmpty()) {
                customers.add(customer);
                concerned.forEach(p -> products.add(Untrusted.of(p.shortTitle()).plain(16)));
            }
        }
        return new Hit(kept, customers, String.join(", ", products));
    }

    private static String state(KeptIncident kept, Voice voice, Instant now) {
        Incident incident = kept.incident();
        String impact = incident.state().shown().in(voice.words().language());
        Instant begin = incident.begin();
        Instant vanished = kept.vanishedAt();
        if (vanished != null) {
            return voice.say("google.vanished", "at", voice.format().when(vanished, now));
        }
        if (incident.isRecovered(now)) {
            return voice.say("google.recovered");
        }
        return begin == null
                ? voice.say("google.state", "state", impact)
                : voice.say(
                        "google.since", "state", impact, "at", voice.format().when(begin, now));
    }

    private static String customers(List<Tenant> customers, Voice voice) {
        String names = voice.words()
                .list(customers.stream().limit(NAMED).map(voice::shortName).toList());
        int more = customers.size() - NAMED;
        return more > 0
                ? voice.words().count("google.customersAndMore", more, "customers", names)
                : voice.say("google.customers", "customers", names);
    }
}
