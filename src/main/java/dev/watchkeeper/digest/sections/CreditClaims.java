package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Claim;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.GoogleStatus;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.MonthBound;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
        if (claims.isEmpty() || asOf == null) {
            return blocks;
        }
        blocks.add(new Block.Heading(voice.say("claim.heading")));
        for (Claim claim : claims.subList(0, Math.min(MOST, claims.size()))) {
            List<Tenant> customers = claim.customers(model.facts().customers());
            MonthBound bound = claim.bound();
            blocks.add(new Block.Line(
                    Tone.HIGH,
                    voice.product(claim.product()),
                    List.of(
                            voice.say("claim.until", "day", day(claim, voice)),
                            voice.bound(bound, claim.product(), asOf),
                            outages(claim, voice),
                            voice.say("google.customers", "customers", Names.of(customers, voice)),
                            voice.say(
                                    "claim.prepare",
                                    "command",
                                    "watchkeeper status --month " + bound.month() + " --product "
                                            + voice.product(claim.product())))));
            bound.parts().stream().map(MonthBound.Part::incident).limit(LINKS).forEach(i -> link(i, voice, blocks));
        }
        if (claims.size() > MOST) {
            blocks.add(new Block.Note("", voice.words().count("claim.more", claims.size() - MOST)));
        }
        return blocks;
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
