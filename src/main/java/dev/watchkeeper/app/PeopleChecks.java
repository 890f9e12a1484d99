package dev.watchkeeper.app;

import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.WorkWeek;
import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.config.Suggestion;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.tenant.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes people of their entries and finds what contradicts itself between them. */
final class PeopleChecks {
    private final Problems problems;
    private final Set<String> ids;
    private final HolidaySets holidays;

    /**
     * @param ids all ids written, also those of entries that are wrong otherwise
     */
    PeopleChecks(Problems problems, Set<String> ids, HolidaySets holidays) {
        this.problems = problems;
        this.ids = ids;
        this.holidays = holidays;
    }

    Map<String, Person> people(List<Bound<PersonEntry>> entries) {
        Map<String, Person> people = new LinkedHashMap<>();
        for (Bound<PersonEntry> entry : entries) {
            PersonEntry one = entry.value();
            if (people.containsKey(one.id())) {
                problems.error(
                        entry.at("id"), entry.pathOf("id"), "person '" + one.id() + "' is defined twice", "rename one");
                continue;
            }
            Addresses.checkId(problems, entry, one.id());
            checkAddress(entry);
            checkWorkDays(entry);
            people.put(one.id(), person(one));
        }
        for (Bound<PersonEntry> entry : entries) {
            refers(entry, "delegateTo", entry.value().delegateTo());
            refers(entry, "lead", entry.value().lead());
            if ((entry.value().pausedUntil() == null) != (entry.value().delegateTo() == null)) {
                problems.error(
                        entry.node().place(),
                        entry.pathOf("pausedUntil"),
                        "pausedUntil and delegateTo go together",
                        "write both (who answers until when) or neither");
            }
        }
        entries.forEach(entry -> {
            round(entry, "lead", people, Person::lead, "no lead would be the last one to be told");
            round(entry, "delegateTo", people, Person::delegateTo, "mail would be handed round and reach nobody");
            oneLine(entry);
        });
        return people;
    }

    /** A name stands in the header of mails. */
    private void oneLine(Bound<PersonEntry> entry) {
        if (entry.value().name().chars().anyMatch(Character::isISOControl)) {
            problems.error(
                    entry.at("name"),
                    entry.pathOf("name"),
                    "the name holds a line break or another control character",
                    "write it on one line");
        }
    }

    /** Told once for each round of people who point at one another, at the first of them by id. */
    private void round(
            Bound<PersonEntry> entry,
            String key,
            Map<String, Person> people,
            Function<Person, @Nullable String> next,
            String harm) {
        List<String> way = new ArrayList<>();
        String id = entry.value().id();
        while (id != null && people.containsKey(id) && !way.contains(id)) {
            way.add(id);
            id = next.apply(people.get(id));
        }
        boolean closed = id != null && id.equals(entry.value().id()) && way.size() > 1;
        if (closed && way.stream().noneMatch(one -> one.compareTo(entry.value().id()) < 0)) {
            way.add(id);
            problems.error(
                    entry.at(key),
                    entry.pathOf(key),
                    "people point at one another in a circle: " + String.join(" -> ", way) + "; " + harm,
                    "end the circle at one of them");
        }
    }

    /** Stricter than for others' addresses: to these we send. */
    private void checkAddress(Bound<PersonEntry> entry) {
        try {
            Mailbox.of(entry.value().email());
        } catch (IllegalArgumentException e) {
            problems.error(entry.at("email"), entry.pathOf("email"), String.valueOf(e.getMessage()), "");
        }
    }

    private void checkWorkDays(Bound<PersonEntry> entry) {
        try {
            WorkWeek.of(entry.value().workDays(), holidays);
        } catch (IllegalArgumentException e) {
            problems.error(
                    entry.at("workDays"),
                    entry.pathOf("workDays"),
                    String.valueOf(e.getMessage()),
                    "write cn-workdays, or weekdays such as mon-fri");
        }
    }

    private void refers(Bound<PersonEntry> entry, String key, @Nullable String id) {
        if (id == null) {
            return;
        }
        if (!ids.contains(id)) {
            problems.error(
                    entry.at(key),
                    entry.pathOf(key),
                    "person '" + id + "' is not in people.yaml",
                    Suggestion.didYouMean(id, ids, "name the id of a person"));
        } else if (id.equals(entry.value().id())) {
            problems.error(entry.at(key), entry.pathOf(key), "'" + id + "' points at itself", "name somebody else");
        }
    }

    private static Person person(PersonEntry one) {
        return new Person(
                one.id(),
                one.name(),
                one.email(),
                one.language(),
                one.zone(),
                one.workDays(),
                one.digest().daily().mode(),
                one.digest().daily().at(),
                one.digest().weekly().at().day(),
                one.digest().weekly().at().time(),
                one.minSeverity().digest().word(),
                one.minSeverity().alert().word(),
                one.sla().mailMarks().stream().map(PersonEntry.Mark::word).toList(),
                one.sla().leadFrom().name().toLowerCase(Locale.ROOT),
                one.quietHours().stream().map(PersonEntry.QuietRange::range).toList(),
                one.pausedUntil() == null ? null : one.pausedUntil().in(one.zone()),
                one.delegateTo(),
                one.lead(),
                one.attach() == PersonEntry.Attach.CSV,
                one.privacy() == PersonEntry.Privacy.MINIMAL);
    }
}
