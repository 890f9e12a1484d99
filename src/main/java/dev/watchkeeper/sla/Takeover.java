package dev.watchkeeper.sla;

import dev.watchkeeper.mail.alert.AlertDesk;
import dev.watchkeeper.mail.answer.Takings;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** "I am on it": notes who takes care of a ticket, and stops what would remind of it; a breach still rings. */
public final class Takeover implements Takings {
    private static final int PAGE = 1000;

    private final ClockBook book;
    private final AlertDesk desk;
    private final Supplier<Portfolio> portfolio;
    private final Supplier<Collection<String>> sources;

    /**
     * @param sources ids of the ticket sources
     */
    public Takeover(
            ClockBook book, AlertDesk desk, Supplier<Portfolio> portfolio, Supplier<Collection<String>> sources) {
        this.book = book;
        this.desk = desk;
        this.portfolio = portfolio;
        this.sources = sources;
    }

    @Override
    public Optional<Ticket> find(String thread) {
        return entry(thread)
                .map(ClockBook.Entry::card)
                .map(card -> new Ticket(
                        tenant(card.customer()),
                        card.shownNumber(),
                        card.title() == null ? "" : card.title(),
                        card.open(),
                        card.ackedBy()));
    }

    private @Nullable String tenant(@Nullable String customer) {
        return customer == null
                ? null
                : portfolio.get().byDomain(customer).map(Tenant::id).orElse(null);
    }

    @Override
    public boolean take(String thread, String by, Instant now) {
        return entry(thread).map(entry -> ticket(entry.card().key(), by, now)).orElse(false);
    }

    /**
     * The same by the ticket's key, {@code zendesk-main/4711}; false if it is not known. The threads of its clocks hear
     * it too, so that mails that still wait are dropped.
     */
    public boolean ticket(String key, String by, Instant now) {
        ClockBook.Entry entry = book.entries(List.of(key)).get(key);
        if (entry != null) {
            entry.clocks().forEach(clock -> tell(clock, entry.card().subject(), by, now));
        }
        return book.acknowledge(key, by, now);
    }

    /** Every thread of the clock, from the first deadline to the newest. */
    private void tell(Clock clock, String ticket, String by, Instant now) {
        for (String name : ClockName.all(clock)) {
            tell(name, ticket, by, now);
        }
    }

    private void tell(String name, String ticket, String by, Instant now) {
        String thread = name;
        for (int epoch = 2; desk.mayBeAbout(thread, Set.of(ticket)) && desk.acknowledge(thread, by, now); epoch++) {
            thread = name + "e" + epoch;
        }
    }

    /** By its name, or by the one it had before, under which links in older mails still speak of it. */
    private Optional<ClockBook.Entry> entry(String thread) {
        List<ClockBook.Entry> entries = book.entries(keys(ClockName.ticketOf(thread))).values().stream()
                .filter(entry -> desk.mayBeAbout(thread, Set.of(entry.card().subject())))
                .toList();
        return entry(entries, thread, ClockName::of)
                .or(() -> entry(entries, thread, ClockName::apart))
                .or(() -> entry(entries, thread, ClockName::before));
    }

    private static Optional<ClockBook.Entry> entry(
            List<ClockBook.Entry> entries, String thread, Function<Clock, String> name) {
        return entries.stream()
                .filter(entry -> entry.clocks().stream().anyMatch(clock -> ClockName.isOf(thread, name.apply(clock))))
                .findFirst();
    }

    /** Keys that the name of a ticket may stand for. */
    private List<String> keys(String ticket) {
        List<String> keys = new ArrayList<>();
        for (String source : sources.get()) {
            if (ticket.startsWith(source + "-") || ticket.startsWith(source + ".")) {
                keys.add(source + "/" + ticket.substring(source.length() + 1));
            } else if (ticket.startsWith(source + "~")) {
                hashed(source, ticket).ifPresent(keys::add);
            }
        }
        return keys;
    }

    /** A hash does not tell its ticket: those of the source are looked through. */
    private Optional<String> hashed(String source, String ticket) {
        String prefix = source + "/";
        for (String after = prefix; ; ) {
            List<String> page = book.ticketKeys(after, PAGE);
            for (String key : page) {
                if (key.startsWith(prefix) && ClockName.hashed(key).equals(ticket)) {
                    return Optional.of(key);
                }
            }
            if (page.size() < PAGE) {
                return Optional.empty();
            }
            after = page.get(page.size() - 1);
        }
    }
}
