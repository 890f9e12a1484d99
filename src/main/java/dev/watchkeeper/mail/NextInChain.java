package dev.watchkeeper.mail;

import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An alert that somebody's server refuses for good goes to the next who can act: the delegate, the lead, whoever is on
 * call. Whoever has the same alert anyway is the next; nothing is written then.
 */
public final class NextInChain implements MailEvents {
    private static final String FOR = ":for:";
    private static final int LONGEST_CHAIN = 4;
    private static final int LONGEST_KEY = 200;

    private final Outbox outbox;
    private final PostOffice postOffice;
    private final Supplier<Portfolio> portfolio;
    private final Supplier<List<String>> onCall;
    private final Clock clock;

    public NextInChain(
            Outbox outbox,
            PostOffice postOffice,
            Supplier<Portfolio> portfolio,
            Supplier<List<String>> onCall,
            Clock clock) {
        this.outbox = outbox;
        this.postOffice = postOffice;
        this.portfolio = portfolio;
        this.onCall = onCall;
        this.clock = clock;
    }

    @Override
    public void refused(OutboxEntry entry, SendOutcome outcome) {
        passOn(entry);
    }

    @Override
    public void bounced(OutboxEntry entry, Bounce bounce) {
        passOn(entry);
    }

    private void passOn(OutboxEntry entry) {
        Instant now = clock.instant();
        String[] chain = entry.dedupeKey().split(FOR, -1);
        if (entry.kind() != MailKind.ALERT || chain.length >= LONGEST_CHAIN || entry.expiredAt(now)) {
            return;
        }
        Optional<byte[]> mime = outbox.mime(entry.id());
        Optional<Person> next = next(entry, chain);
        if (mime.isEmpty() || next.isEmpty()) {
            return;
        }
        Person to = next.get();
        String key = entry.dedupeKey() + FOR + to.id();
        if (key.length() > LONGEST_KEY || has(entry, chain[0], to)) {
            return;
        }
        String name =
                portfolio.get().person(entry.recipientId()).map(Person::name).orElse(entry.recipientId());
        String notice = entry.language().startsWith("zh")
                ? "（" + name + " 的邮箱拒收，改发给您）"
                : "(the mailbox of " + name + " refuses mail, so this comes to you)";
        postOffice.postReaddressed(entry, mime.get(), key, to, notice, now);
    }

    private Optional<Person> next(OutboxEntry entry, String[] chain) {
        List<String> had = new ArrayList<>(Arrays.asList(chain).subList(1, chain.length));
        had.add(entry.recipientId());
        List<String> candidates = new ArrayList<>();
        portfolio.get().person(entry.recipientId()).ifPresent(person -> {
            add(candidates, person.delegateTo());
            add(candidates, person.lead());
        });
        candidates.addAll(onCall.get());
        return candidates.stream()
                .filter(id -> !had.contains(id))
                .flatMap(id -> portfolio.get().person(id).stream())
                .filter(person -> !person.email().equalsIgnoreCase(entry.toAddress()))
                .findFirst();
    }

    private static void add(List<String> ids, @Nullable String id) {
        if (id != null) {
            ids.add(id);
        }
    }

    /** Keys of alerts end with the reader's id. */
    private boolean has(OutboxEntry entry, String first, Person to) {
        int end = first.lastIndexOf(':');
        String same = first.substring(0, end + 1) + to.id();
        return !entry.recipientId().equals(to.id()) && outbox.findByKey(same).isPresent();
    }
}
