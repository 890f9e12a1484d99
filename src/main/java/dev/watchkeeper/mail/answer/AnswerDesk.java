package dev.watchkeeper.mail.answer;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.answer.Reply.Standing;
import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Offer;
import dev.watchkeeper.mail.link.Seal;
import dev.watchkeeper.mail.link.UsedLinks;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers links: shows what one may do, and does it when its button is pressed. The seal is the authority; it was given
 * to whoever was told of the matter, so who follows it acts as the person it names. Each call runs in its caller's
 * transaction; safe for use by several threads.
 */
public final class AnswerDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerDesk.class);

    /** What a pressed button sends; a fetched address sends nothing. */
    public static final String CONFIRM = "do";

    /** What a mail program sends by itself to unsubscribe (RFC 8058). */
    private static final String ONE_CLICK = "List-Unsubscribe";

    static final String REASON = "reason";

    private final Supplier<Portfolio> portfolio;
    private final Gate gate;
    private final UsedLinks used;
    private final Findings findings;
    private final FindingKeeper keeper;
    private final NotifyPrefs prefs;
    private final Takings takings;
    private final Language language;
    private final ZoneId zone;

    /**
     * A desk.
     *
     * @param language of pages for nobody we know, unless the browser asks for another
     * @param zone of the same
     */
    public AnswerDesk(
            Supplier<Portfolio> portfolio,
            Gate gate,
            UsedLinks used,
            Findings findings,
            FindingKeeper keeper,
            NotifyPrefs prefs,
            Takings takings,
            Language language,
            ZoneId zone) {
        this.portfolio = portfolio;
        this.gate = gate;
        this.used = used;
        this.findings = findings;
        this.keeper = keeper;
        this.prefs = prefs;
        this.takings = takings;
        this.language = language;
        this.zone = zone;
    }

    /** Whether a link is ours and still good: then answering it needs what is stored, else it does not. */
    public boolean knows(String token, Instant now) {
        return gate.seal().read(token, now) instanceof Seal.Good;
    }

    /**
     * The page of a link; changes nothing.
     *
     * @param asked language the browser asks for, for pages to nobody we know
     */
    public Reply show(String token, @Nullable Language asked, Instant now) {
        return answer(token, null, asked, now);
    }

    /**
     * Does what a link offers, if the fields say that a person or a mail program wants it.
     *
     * @param fields of the form that was sent
     */
    public Reply act(String token, Map<String, String> fields, @Nullable Language asked, Instant now) {
        return answer(token, fields, asked, now);
    }

    private Reply answer(String token, @Nullable Map<String, String> fields, @Nullable Language asked, Instant now) {
        Seal.Reading reading = gate.seal().read(token, now);
        Offer offer = reading instanceof Seal.Good good
                ? good.offer()
                : reading instanceof Seal.Expired expired ? expired.offer() : null;
        Person person = offer == null
                ? null
                : portfolio.get().person(offer.recipientId()).orElse(null);
        if (offer == null || person == null) {
            Pages strangers = new Pages(Words.of(asked == null ? language : asked, zone), now);
            return new Reply(Standing.UNKNOWN, strangers.unknown());
        }
        Pages pages = new Pages(Words.of(person.language(), person.zone()), now);
        if (!(reading instanceof Seal.Good good)) {
            return new Reply(Standing.GONE, pages.expired());
        }
        Optional<Instant> usedAt = offer.act().once() ? used.usedAt(good.id()) : Optional.empty();
        if (usedAt.isPresent()) {
            return new Reply(Standing.GONE, pages.used(offer, usedAt.get()));
        }
        Press press = new Press(offer, good.id(), person, fields, now);
        return switch (offer.act()) {
            case ACKNOWLEDGE, MUTE -> findings(press, pages);
            case TAKE -> take(press, pages);
            case PAUSE -> pause(press, pages);
            case UNSUBSCRIBE -> unsubscribe(press, pages);
            case RESUME -> resume(press, pages);
        };
    }

    /**
     * A link that is good, and what was sent with it.
     *
     * @param fields null if the page is only looked at
     */
    record Press(
            Offer offer, String id, Person person, @Nullable Map<String, String> fields, Instant now) {
        boolean wanted() {
            return fields != null
                    && (fields.containsKey(CONFIRM)
                            || (offer.act() == Act.UNSUBSCRIBE && "One-Click".equals(fields.get(ONE_CLICK))));
        }

        String reason() {
            return fields == null ? "" : fields.getOrDefault(REASON, "").strip();
        }

        /** The answer to what was not wanted: a look shows the page, a form without our field is incomplete. */
        Reply shown(AnswerPage page) {
            return new Reply(fields == null ? Standing.OPEN : Standing.INCOMPLETE, page);
        }
    }

    /** False if somebody else was quicker; then the page says so. */
    private boolean use(Press press) {
        boolean first = used.use(press.id(), press.offer(), press.now());
        if (first) {
            LOG.info(
                    "link: {} of {} by {}",
                    press.offer().act().word(),
                    press.offer().subject(),
                    press.person().id());
        }
        return first;
    }

    /** One finding, or all of a group: what is resolved meanwhile needs no answer, the rest gets the same. */
    private Reply findings(Press press, Pages pages) {
        List<FindingPages.Matter> all = new ArrayList<>();
        for (String id : press.offer().findings()) {
            findings.byId(id)
                    .ifPresent(finding -> portfolio
                            .get()
                            .tenant(finding.tenantId())
                            .ifPresent(customer -> all.add(new FindingPages.Matter(finding, customer))));
        }
        if (all.isEmpty()) {
            return new Reply(Standing.UNKNOWN, pages.unknown());
        }
        Charge charge = new Charge(portfolio.get());
        if (all.stream().anyMatch(matter -> !charge.ofFindings(press.person(), matter.customer()))) {
            return new Reply(Standing.GONE, pages.handedOver());
        }
        FindingPages about = new FindingPages(pages, all, press);
        if (about.open().isEmpty()) {
            return new Reply(Standing.GONE, about.resolved());
        }
        boolean mute = press.offer().act() == Act.MUTE;
        if (!press.wanted()) {
            return press.shown(mute ? about.mute("") : about.acknowledge(by(about.open())));
        }
        if (mute && press.reason().isEmpty()) {
            return new Reply(Standing.INCOMPLETE, about.mute(pages.words().say("link.mute.missing")));
        }
        if (!use(press)) {
            return new Reply(Standing.GONE, pages.used(press.offer(), press.now()));
        }
        String by = press.person().id();
        // Customer by customer in one order, so that two who press at the same time do not wait for each other.
        List<String> ids = about.open().stream()
                .sorted(Comparator.comparing(Finding::tenantId).thenComparing(Finding::id))
                .map(Finding::id)
                .toList();
        if (mute) {
            ids.forEach(id -> keeper.mute(id, by, about.reason(), about.until(), press.now()));
            return new Reply(Standing.DONE, about.muted());
        }
        String reason = pages.words().say("link.ack.reason");
        ids.forEach(id -> keeper.acknowledge(id, by, reason, about.until(), press.now()));
        return new Reply(Standing.DONE, about.acknowledged());
    }

    /** Who takes care of one of them already. */
    private String by(List<Finding> open) {
        return open.stream()
                .map(Finding::acknowledged)
                .filter(Objects::nonNull)
                .map(decision -> name(decision.author()))
                .findFirst()
                .orElse("");
    }

    private String name(String author) {
        return portfolio.get().person(author).map(Person::name).orElse(author);
    }

    private Reply take(Press press, Pages pages) {
        Optional<Takings.Ticket> found = takings.find(press.offer().subject());
        if (found.isEmpty()) {
            return new Reply(Standing.UNKNOWN, pages.unknown());
        }
        Takings.Ticket ticket = found.get();
        boolean handedOver = portfolio
                .get()
                .tenant(ticket.tenantId() == null ? "" : ticket.tenantId())
                .filter(customer -> !new Charge(portfolio.get()).ofTickets(press.person(), customer))
                .isPresent();
        if (handedOver) {
            return new Reply(Standing.GONE, pages.handedOver());
        }
        TicketPages about = new TicketPages(pages, ticket, portfolio.get(), press);
        if (!ticket.open()) {
            return new Reply(Standing.GONE, about.over());
        }
        if (!press.wanted()) {
            return press.shown(about.ask(ticket.takenBy() == null ? "" : name(ticket.takenBy())));
        }
        if (!use(press)) {
            return new Reply(Standing.GONE, pages.used(press.offer(), press.now()));
        }
        takings.take(press.offer().subject(), press.person().id(), press.now());
        return new Reply(Standing.DONE, about.taken());
    }

    private Reply pause(Press press, Pages pages) {
        DigestPages about = new DigestPages(pages, press, gate);
        if (!press.wanted()) {
            return press.shown(about.pause());
        }
        if (!use(press)) {
            return new Reply(Standing.GONE, pages.used(press.offer(), press.now()));
        }
        prefs.set(
                press.person().id(),
                NotifyPrefs.PAUSED_UNTIL,
                about.pausedUntil().toString(),
                press.person().id(),
                press.now());
        return new Reply(Standing.DONE, about.paused());
    }

    private Reply unsubscribe(Press press, Pages pages) {
        DigestPages about = new DigestPages(pages, press, gate);
        Optional<String> key = NotifyPrefs.modeKey(press.offer().subject());
        if (key.isEmpty()) {
            return new Reply(Standing.UNKNOWN, pages.unknown());
        }
        String id = press.person().id();
        boolean off = NotifyPrefs.OFF.equals(prefs.of(id).get(key.get()));
        if (!press.wanted()) {
            return press.shown(off ? about.unsubscribed() : about.unsubscribe());
        }
        if (!off) {
            LOG.info(
                    "link: {} unsubscribes from the {} digest",
                    id,
                    press.offer().subject());
            prefs.set(id, key.get(), NotifyPrefs.OFF, id, press.now());
        }
        return new Reply(Standing.DONE, about.unsubscribed());
    }

    private Reply resume(Press press, Pages pages) {
        DigestPages about = new DigestPages(pages, press, gate);
        String id = press.person().id();
        Optional<String> key = NotifyPrefs.modeKey(press.offer().subject());
        if (!press.wanted()) {
            return press.shown(about.resume());
        }
        if (!use(press)) {
            return new Reply(Standing.GONE, pages.used(press.offer(), press.now()));
        }
        if (key.isPresent()) {
            prefs.set(id, key.get(), NotifyPrefs.AS_CONFIGURED, id, press.now());
        } else {
            prefs.set(id, NotifyPrefs.PAUSED_UNTIL, press.now().toString(), id, press.now());
        }
        return new Reply(Standing.DONE, about.resumed());
    }
}
