package dev.watchkeeper.mail.answer;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Offer;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every kind of page behind a link as one reader would see it, for {@code mail preview} and golden files. */
public final class AnswerPreview {
    private final Person reader;
    private final Gate gate;
    private final Instant now;
    private final Pages pages;

    public AnswerPreview(Person reader, Gate gate, Instant now) {
        this.reader = reader;
        this.gate = gate;
        this.now = now;
        this.pages = new Pages(Words.of(reader.language(), reader.zone()), now);
    }

    /** All of them by name, in the order of somebody who tries everything. */
    public Map<String, AnswerPage> all(
            Finding finding, Tenant customer, List<Finding> group, List<Tenant> customers, Takings.Ticket ticket) {
        Map<String, AnswerPage> all = new LinkedHashMap<>();
        List<FindingPages.Matter> one = List.of(new FindingPages.Matter(finding, customer));
        FindingPages care = new FindingPages(pages, one, press(Act.ACKNOWLEDGE, finding.id()));
        all.put("link-care", care.acknowledge(""));
        all.put("link-care-done", care.acknowledged());
        all.put("link-resolved", care.resolved());
        FindingPages accept = new FindingPages(pages, one, press(Act.MUTE, finding.id()));
        all.put("link-accept", accept.mute(""));
        all.put("link-accept-again", accept.mute(pages.words().say("link.mute.missing")));
        List<FindingPages.Matter> several = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            several.add(new FindingPages.Matter(group.get(i), customers.get(i)));
        }
        FindingPages together = new FindingPages(pages, several, press(Act.ACKNOWLEDGE, finding.id()));
        all.put("link-care-several", together.acknowledge(""));
        all.put("link-care-several-done", together.acknowledged());
        all.put("link-accept-several", new FindingPages(pages, several, press(Act.MUTE, finding.id())).mute(""));
        TicketPages take = new TicketPages(
                pages, ticket, new Portfolio(List.of(customer), List.of(reader)), press(Act.TAKE, "desk-1-fr-1"));
        all.put("link-take", take.ask(reader.name()));
        all.put("link-take-done", take.taken());
        DigestPages pause = new DigestPages(pages, press(Act.PAUSE, "digests"), gate);
        all.put("link-pause", pause.pause());
        all.put("link-pause-done", pause.paused());
        DigestPages out = new DigestPages(pages, press(Act.UNSUBSCRIBE, "daily"), gate);
        all.put("link-unsubscribe", out.unsubscribe());
        all.put("link-unsubscribe-done", out.unsubscribed());
        Offer offer = Offer.at(now, Act.TAKE, reader.id(), "desk-1-fr-1");
        all.put("link-used", pages.used(offer, now.minus(Duration.ofMinutes(20))));
        all.put("link-expired", pages.expired());
        all.put("link-unknown", pages.unknown());
        return all;
    }

    private AnswerDesk.Press press(Act act, String subject) {
        return new AnswerDesk.Press(Offer.at(now, act, reader.id(), subject), "preview", reader, null, now);
    }
}
