package dev.watchkeeper.health.settings;

import dev.watchkeeper.health.ActivityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What every place says about every setting at one instant: a fold over the tenant's admin events and other statements.
 * The order in which they are added changes nothing; an event added twice counts once.
 */
public final class Ledger {
    /** A place of one kind. */
    private record Place(@Nullable Unit unit, String group) {}

    static final String NEVER_SEEN = "never seen";

    private final RuleBook book;
    private final UnitTree tree;
    private final Map<String, Map<Place, Newest>> newest;
    private final Map<String, Long> unknownNames;
    private final Map<String, String> proposals;
    private final Instant start;
    private final Set<String> deletedGroups;
    private final Map<String, Order> orders;

    /** The order in which groups count for a setting. */
    private record Order(Instant at, List<String> groups) {}

    private Ledger(Builder builder, UnitTree tree) {
        book = builder.book;
        this.tree = tree;
        newest = builder.newest;
        unknownNames = builder.unknownNames;
        proposals = builder.proposals;
        start = builder.start;
        deletedGroups = builder.deletedGroups();
        orders = builder.orders;
    }

    /**
     * Begins a fold.
     *
     * @param until statements after this instant are left out: the state as it was then
     * @param start since when events have been kept without a gap
     */
    public static Builder builder(RuleBook book, Instant start, Instant until) {
        return new Builder(book, start, until);
    }

    public RuleBook book() {
        return book;
    }

    public UnitTree tree() {
        return tree;
    }

    /** Names of settings that no rule knows, with the number of their events. */
    public Map<String, Long> unknownNames() {
        return Collections.unmodifiableMap(unknownNames);
    }

    /** Unknown names that follow Google's pattern for a setting we know: for operators to confirm, never applied. */
    public Map<String, String> proposals() {
        return Collections.unmodifiableMap(proposals);
    }

    public OwnValue own(String key, Unit unit) {
        return own(key, new Place(unit, ""));
    }

    public OwnValue own(String key, String group) {
        return own(key, new Place(null, group));
    }

    private OwnValue own(String key, Place place) {
        Newest kept = newest.getOrDefault(key, Map.of()).get(place);
        return kept == null ? OwnValue.NOTHING : kept.value(book.setting(key).orElse(null));
    }

    /** Groups there still are that have ever said something about a setting, by address. */
    public Set<String> groups(String key) {
        Set<String> groups = new TreeSet<>();
        newest.getOrDefault(key, Map.of()).keySet().forEach(place -> {
            if (!place.group().isEmpty() && !deletedGroups.contains(place.group())) {
                groups.add(place.group());
            }
        });
        return groups;
    }

    /**
     * Groups whose own value of a setting counts before a group's, for people who are members of both; the most
     * important first. Empty if no order was ever seen.
     */
    public List<String> outranking(String key, String group) {
        Order order = orders.get(key);
        if (order == null) {
            return List.of();
        }
        int rank = order.groups().indexOf(group);
        List<String> before = rank < 0 ? order.groups() : order.groups().subList(0, rank);
        return before.stream()
                .filter(other ->
                        !deletedGroups.contains(other) && own(key, other).kind() == OwnValue.Kind.VALUE)
                .toList();
    }

    /** Keys that begin so and about which something was said. */
    Set<String> keys(String prefix) {
        Set<String> keys = new TreeSet<>();
        newest.keySet().stream().filter(key -> key.startsWith(prefix)).forEach(keys::add);
        return keys;
    }

    /** What holds at a unit after inheritance. */
    public Effective effective(String key, Unit unit) {
        boolean firm = true;
        for (Unit at = unit; at != null; at = at.parent()) {
            OwnValue own = own(key, at);
            boolean isRoot = at == tree.root();
            switch (own.kind()) {
                case CONFLICT, AMBIGUOUS -> {
                    return Effective.unknown(own.kind().name().toLowerCase(java.util.Locale.ROOT), at);
                }
                case VALUE -> {
                    return new Effective(own, at, firm, "");
                }
                case NONE -> {
                    if (isRoot) {
                        return backToDefault(key, own, firm);
                    }
                }
                case NOTHING_SEEN -> {
                    if (isRoot) {
                        return Effective.unknown(NEVER_SEEN, at);
                    }
                    Instant created = at.created();
                    firm &= created != null && !created.isBefore(start);
                }
            }
        }
        return Effective.unknown(NEVER_SEEN, tree.root());
    }

    private Effective backToDefault(String key, OwnValue own, boolean firm) {
        String standard = book.setting(key).map(Setting::standard).orElse(null);
        return standard == null
                ? Effective.unknown("given up, and no default is documented", tree.root())
                : new Effective(
                        new OwnValue(
                                OwnValue.Kind.VALUE, standard, own.since(), own.by(), RuleVerdict.Evidence.DEFAULT),
                        tree.root(),
                        firm,
                        "");
    }

    /** Every own value of existing places, for analysts. */
    public List<State> states() {
        List<State> states = new ArrayList<>();
        newest.forEach((key, places) -> places.forEach((place, kept) -> {
            Unit unit = place.unit();
            boolean exists = unit == null ? !deletedGroups.contains(place.group()) : unit.exists();
            if (exists) {
                states.add(new State(
                        key,
                        unit == null ? "" : unit.path(),
                        place.group(),
                        kept.value(book.setting(key).orElse(null))));
            }
        }));
        return states;
    }

    /** A place's own value; exactly one of unit path and group is set. */
    public record State(String key, String unitPath, String group, OwnValue own) {}

    /**
     * What holds at a unit.
     *
     * @param own the statement that rules; {@link OwnValue#NOTHING} if unknown
     * @param from the unit that makes it
     * @param firm false if it rests on a unit's silence before our record began
     * @param unknownBecause empty if known
     */
    public record Effective(OwnValue own, Unit from, boolean firm, String unknownBecause) {
        static Effective unknown(String why, Unit at) {
            return new Effective(OwnValue.NOTHING, at, false, why);
        }

        public boolean isKnown() {
            return unknownBecause.isEmpty();
        }
    }

    /** Adds events and statements; not safe for use by several threads. */
    public static final class Builder {
        private static final Set<String> GROUP_LIFE = Set.of("CREATE_GROUP", "DELETE_GROUP");

        private final RuleBook book;
        private final EventReading reading;
        private final Instant start;
        private final Instant until;
        private final Map<String, Map<Place, Newest>> newest = new HashMap<>();
        private final Map<String, Long> unknownNames = new TreeMap<>();
        private final Map<String, String> proposals = new TreeMap<>();
        private final Map<String, ActivityEvent> groupLife = new HashMap<>();
        private final List<ActivityEvent> changes = new ArrayList<>();
        private final Map<String, Instant> mentions = new LinkedHashMap<>();
        private final List<Pending> pending = new ArrayList<>();
        private final List<Statement> statements = new ArrayList<>();
        private final Set<String> counted = new HashSet<>();
        private final Map<String, Order> orders = new HashMap<>();
        private @Nullable Collection<UnitTree.Listed> listing;
        private Set<String> rootNames = Set.of();

        private record Pending(
                EventReading.Said said,
                Instant at,
                long activity,
                int index,
                @Nullable String by) {}

        private Builder(RuleBook book, Instant start, Instant until) {
            this.book = book;
            this.reading = EventReading.ofProduct(book);
            this.start = start;
            this.until = until;
        }

        /** The units there are now, as the Directory lists them. */
        public Builder listing(Collection<UnitTree.Listed> units) {
            listing = units;
            return this;
        }

        /** What the root is called in events. */
        public Builder rootNames(Set<String> names) {
            rootNames = names;
            return this;
        }

        public Builder add(Statement statement) {
            statements.add(statement);
            return this;
        }

        /** Takes one event of the admin log; others are ignored. An event without a time is used for nothing. */
        public Builder add(ActivityEvent event) {
            Instant at = event.time();
            if (at == null || at.isAfter(until)) {
                return this;
            }
            if (UnitTree.isChange(event)) {
                changes.add(event);
            } else if (GROUP_LIFE.contains(event.name())) {
                groupLife.merge(
                        event.text("GROUP_EMAIL").toLowerCase(java.util.Locale.ROOT),
                        event,
                        (a, b) -> ActivityEvent.OLDEST_FIRST.compare(a, b) > 0 ? a : b);
            }
            if (EventReading.isReorder(event)) {
                EventReading.Reordered said = reading.reordered(event);
                Order order = new Order(at, said.groups());
                said.keys().forEach(key -> orders.merge(key, order, (a, b) -> b.at().isBefore(a.at()) ? a : b));
                return this;
            }
            List<EventReading.Said> all = reading.read(event);
            for (EventReading.Said said : all) {
                if (said.unit() != null && said.group().isEmpty()) {
                    mentions.putIfAbsent(said.unit(), at);
                }
                pending.add(new Pending(said, at, event.qualifier(), event.index(), event.actor()));
            }
            countIfUnknown(event, all);
            return this;
        }

        private void countIfUnknown(ActivityEvent event, List<EventReading.Said> all) {
            String name = event.text("SETTING_NAME");
            if (name.isEmpty() || book.isTakeout(name)) {
                return;
            }
            boolean known =
                    all.stream().anyMatch(said -> book.setting(said.key()).isPresent());
            if (known || !counted.add(event.at() + "/" + event.qualifier() + "/" + event.index())) {
                return;
            }
            String plain = name.replaceAll("\\[[^\\]]*]", "");
            unknownNames.merge(plain, 1L, Long::sum);
            all.forEach(said -> book.candidate(said.key()).ifPresent(key -> proposals.put(plain, key)));
        }

        public Ledger build() {
            UnitTree tree = UnitTree.of(listing, changes, mentions.keySet(), rootNames);
            for (Pending one : pending) {
                place(tree, one);
            }
            for (Statement statement : statements) {
                place(tree, statement);
            }
            pending.clear();
            return new Ledger(this, tree);
        }

        private void place(UnitTree tree, Pending one) {
            EventReading.Said said = one.said();
            boolean none = said.value().equals(RuleBook.DELETED) || said.value().equals(RuleBook.INHERITED);
            Newest.Word word = new Newest.Word(
                    none ? null : said.value(), one.index(), one.by(), RuleVerdict.Evidence.EVENT, false);
            String activity = "event:" + one.activity();
            if (!said.group().isEmpty()) {
                Place group = new Place(null, said.group().toLowerCase(java.util.Locale.ROOT));
                kept(said.key(), group).add(one.at(), activity, word);
                return;
            }
            List<Unit> units = tree.resolve(said.unit(), said.unitPath(), one.at());
            boolean ambiguous = units.size() > 1;
            for (Unit unit : units) {
                kept(said.key(), new Place(unit, "")).add(one.at(), activity, ambiguous ? word.forSeveral() : word);
            }
        }

        private void place(UnitTree tree, Statement statement) {
            if (statement.at().isAfter(until)) {
                return;
            }
            Newest.Word word = new Newest.Word(statement.value(), 0, statement.by(), statement.source(), false);
            String activity = statement.source().word();
            if (statement.group() != null) {
                Place group = new Place(null, statement.group().toLowerCase(java.util.Locale.ROOT));
                kept(statement.key(), group).add(statement.at(), activity, word);
            } else {
                String path = statement.unitPath() == null ? "/" : statement.unitPath();
                tree.existing().stream()
                        .filter(unit -> unit.path().equals(path))
                        .findFirst()
                        .ifPresent(unit ->
                                kept(statement.key(), new Place(unit, "")).add(statement.at(), activity, word));
            }
        }

        private Newest kept(String key, Place place) {
            return newest.computeIfAbsent(key, k -> new HashMap<>()).computeIfAbsent(place, p -> new Newest());
        }

        private Set<String> deletedGroups() {
            Set<String> deleted = new HashSet<>();
            groupLife.forEach((group, event) -> {
                if (event.name().equals("DELETE_GROUP")) {
                    deleted.add(group);
                }
            });
            return deleted;
        }
    }
}
