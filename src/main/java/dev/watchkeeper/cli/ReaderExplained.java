package dev.watchkeeper.cli;

import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.digest.Wishes;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Offer;
import dev.watchkeeper.tenant.Person;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one reader gets and does not get, who wanted it so, and the way back. */
record ReaderExplained(MailStore store, Person person, Instant now) {
    void print(PrintWriter out, boolean json) {
        Wishes wishes = new Wishes(store.prefs());
        Optional<Wishes.Pause> pause = wishes.pause(person, now);
        List<Object> digests = new ArrayList<>();
        if (!json) {
            out.println(person.id() + ": " + person.name() + ", " + person.email());
        }
        for (DigestKind kind : DigestKind.values()) {
            Optional<String> off = wishes.off(kind, person);
            @Nullable Instant due = store.digests().due(kind, person.id()).orElse(null);
            String why = off.or(() -> pause.map(Wishes.Pause::reason)).orElse(null);
            String back = back(off.isPresent() ? kind : null, pause.isPresent()).orElse(null);
            digests.add(Json.object(
                    "kind",
                    kind.word(),
                    "sent",
                    why == null,
                    "reason",
                    why,
                    "next_due_at",
                    MailQueueCommand.text(due),
                    "way_back",
                    why == null ? null : back));
            if (!json) {
                out.println(kind.word() + " digest: "
                        + (why == null ? (due == null ? "no date yet" : "next at " + due) : "not sent, " + why)
                        + (why != null && person.delegateTo() != null && off.isEmpty()
                                ? "; " + person.delegateTo() + " gets it"
                                : ""));
                if (why != null && back != null) {
                    out.println("  way back, as this person: " + back);
                }
            }
        }
        List<NotifyPrefs.Changed> changes = store.prefs().history(person.id());
        if (json) {
            Json.print(
                    out,
                    Json.object(
                            "person", person.id(),
                            "digests", digests,
                            "changes",
                                    changes.stream()
                                            .map(one -> Json.object(
                                                    "at", one.at().toString(),
                                                    "key", one.key(),
                                                    "value", one.value(),
                                                    "by", one.by()))
                                            .toList()));
            return;
        }
        if (!changes.isEmpty()) {
            Table table = new Table("CHANGED", "KEY", "VALUE", "BY");
            changes.forEach(one -> table.row(one.at(), one.key(), one.value(), one.by()));
            table.print(out);
        }
    }

    /** A link that takes back what a link did; empty without links, and for what stands in people.yaml. */
    private Optional<String> back(@Nullable DigestKind off, boolean paused) {
        Optional<Gate> gate = store.configuration().settings().mail().gate();
        String subject = off != null ? off.word() : paused ? "digests" : "";
        String key = off != null ? NotifyPrefs.modeKey(subject).orElse("") : NotifyPrefs.PAUSED_UNTIL;
        return gate.filter(one -> !subject.isEmpty()
                        && store.prefs().latest(person.id(), key).isPresent())
                .map(one -> one.address(Offer.at(now, Act.RESUME, person.id(), subject)));
    }
}
