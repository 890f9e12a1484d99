package dev.watchkeeper.sla;

import dev.watchkeeper.mail.alert.AlertDesk;
import dev.watchkeeper.mail.answer.Takings;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** "I am on it": notes who takes care of a ticket, and stops what would remind of it; a breach still rings. */
public final class Takeover implements Takings {
    /** What {@link SlaAlerts#incident} appends to the ticket, and what a thread appends to that. */
    private static final Pattern THREAD = Pattern.compile("(.+)-(?:fr|nr|res|upd)-\\d+(?:e\\d+)?");

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
                        card.subject(),
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
            entry.clocks().forEach(clock -> tell(SlaAlerts.incident(clock), by, now));
        }
        return book.acknowledge(key, by, now);
    }

    /** Every thread of the matter, from the first deadline to the newest. */
    private void tell(String incident, String by, Instant now) {
        int epoch = 1;
        while (desk.acknowledge(epoch == 1 ? incident : incident + "e" + epoch, by, now)) {
            epoch++;
        }
    }

    /** A thread's name holds source and ticket with a hyphen between them, as either may hold hyphens of its own. */
    private Optional<ClockBook.Entry> entry(String thread) {
        Matcher name = THREAD.matcher(thread);
        if (!name.matches()) {
            return Optional.empty();
        }
        String ticket = name.group(1);
        List<String> keys = sources.get().stream()
                .filter(source -> ticket.startsWith(source + "-"))
                .map(source -> source + "/" + ticket.substring(source.length() + 1))
                .toList();
        return book.entries(keys).values().stream()
                .filter(entry -> entry.clocks().stream().anyMatch(clock -> {
                    String incident = SlaAlerts.incident(clock);
                    return thread.equals(incident) || thread.startsWith(incident + "e");
                }))
                .findFirst();
    }
}
