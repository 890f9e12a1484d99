package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Baseline;
import dev.watchkeeper.digest.Claim;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.GoogleStatus;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.MonthBound;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Service credits that could be asked for from Google, each with its last day and what the claim needs. Says what was
 * published and what would follow if all of it had been downtime, never that a promise was broken.
 */
final class CreditClaims implements Section {
    private static final int MOST = 3;
    private static final int LINKS = 3;

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        GoogleStatus google = model.facts().google();
        Instant asOf = google.asOf();
        List<Claim> claims = google.claims().stream()
                .filter(c -> !c.customers(model.facts().customers()).isEmpty())
                .toList();
        List<Block> blocks = new ArrayList<>();
        Map<String, Baseline.Claimed> before =
                model.facts().baseline().map(Baseline::claims).orElse(Map.of());
        List<String> gone = gone(before, google, model.facts().now(), voice);
        if ((claims.isEmpty() && gone.isEmpty()) || asOf == null) {
            return blocks;
        }
        blocks.add(new Block.Heading(voice.say("claim.heading")));
        for (Claim claim : claims.subList(0, Math.min(MOST, claims.size()))) {
            List<Tenant> customers = claim.customers(model.facts().customers());
            MonthBound bound = claim.bound();
            List<String> lines = new ArrayList<>();
            lines.add(voice.say("claim.until", "day", day(claim, voice)));
            lines.add(voice.bound(bound, claim.product(), asOf));
            Baseline.Claimed then = before.get(claim.ref());
            if (then != null && then.differs(claim)) {
                lines.add(voice.words().count("claim.moved", then.minutes(), "days", then.days()));
            }
            lines.add(outages(claim, voice));
            lines.add(voice.say("google.customers", "customers", Names.of(customers, voice)));
            lines.add(
                    Attachments.areWanted(model, voice)
                            ? voice.say("claim.prepare", "file", Attachments.claimsName(model, voice))
                            : voice.say("claim.prepare.bare"));
            blocks.add(new Block.Line(Tone.HIGH, voice.product(claim.product()), lines));
            bound.parts().stream().map(MonthBound.Part::incident).limit(LINKS).forEach(i -> link(i, voice, blocks));
        }
        if (claims.size() > MOST) {
            blocks.add(new Block.Note("", voice.words().count("claim.more", claims.size() - MOST)));
        }
        gone.forEach(line -> blocks.add(new Block.Note(voice.say("week.restated"), line)));
        return blocks;
    }

    /** What the last digest said could be asked for and Google's record, as it is now, no longer bears out. */
    private static List<String> gone(
            Map<String, Baseline.Claimed> before, GoogleStatus google, Instant now, Voice voice) {
        Set<String> still = google.claims().stream().map(Claim::ref).collect(Collectors.toSet());
        return new TreeMap<>(before)
                .entrySet().stream()
                        .filter(e -> !still.contains(e.getKey())
                                && !e.getValue().until().isBefore(now))
                        .map(e -> voice.words()
                                .count(
                                        "claim.gone",
                                        e.getValue().minutes(),
                                        "product",
                                        Untrusted.of(e.getValue().product()).plain(16),
                                        "month",
                                        voice.format().month(e.getValue().month())))
                        .toList();
    }

    static String day(Claim claim, Voice voice) {
        return voice.format().weekdayAndDay(claim.lastDay());
    }

    private static String outages(Claim claim, Voice voice) {
        MonthBound outages = claim.outages();
        if (outages.incidentSeconds() == 0) {
            return voice.say("claim.outages.none");
        }
        return voice.words()
                .count(
                        outages.creditDays() > 0 ? "claim.outages.below" : "claim.outages.above",
                        outages.incidentMinutes());
    }

    private static void link(Incident incident, Voice voice, List<Block> blocks) {
        voice.link(voice.say("google.link", "id", incident.id()), incident.link())
                .ifPresent(link -> blocks.add(new Block.Link(link)));
    }
}
