package dev.watchkeeper.health.settings;

import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.ActivityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts of the public auditor on the same events: units are plain names, silence is not bad, and what is not
 * known is assumed. A pure function of events, the root's name and the names of existing units; add events in any order,
 * then judge.
 */
public final class ReferenceJudge {
    private static final String NO_UNIT = "None";
    private static final String NOWHERE = "";
    private static final String ALLOW = "ALLOW_SERVICE_FOR_OAUTH2_ACCESS";
    private static final String HIGH_RISK = "_HIGH_RISK";

    private record Row(
            String key,
            String value,
            String unit,
            String group,
            Instant time,
            int order,
            @Nullable String by) {}

    private final RuleBook book;
    private final EventReading reading;
    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Set<String> named = new TreeSet<>();
    private final Set<String> existing;
    private final String givenRoot;
    private int order;

    /**
     * A judge without events.
     *
     * @param root name of the root unit; empty if not known
     * @param existing names of the units there are; fewer than two switch the filter off
     */
    public ReferenceJudge(RuleBook book, String root, Set<String> existing) {
        this.book = book;
        this.reading = EventReading.ofReference(book);
        this.givenRoot = root;
        this.existing = Set.copyOf(existing);
    }

    public void add(ActivityEvent event) {
        if (event.parameters().get("ORG_UNIT_NAME") instanceof String unit && !unit.isEmpty()) {
            named.add(unit);
        }
        for (EventReading.Said said : reading.read(event)) {
            // What is said of a group and names no unit is said of no unit, not of one called "None".
            String unit = said.unit() != null ? said.unit() : said.group().isEmpty() ? NO_UNIT : NOWHERE;
            if (!said.key().startsWith("alert|") && !unit.equals(NOWHERE)) {
                named.add(unit);
            }
            if (event.time() != null) {
                rows.computeIfAbsent(said.key(), k -> new ArrayList<>())
                        .add(new Row(
                                said.key(), said.value(), unit, said.group(), event.time(), order++, event.actor()));
            }
        }
    }

    /** One verdict a rule, in the order of the book. */
    public List<RuleVerdict> judge() {
        String root = !givenRoot.isEmpty()
                ? givenRoot
                : named.size() == 1 ? named.iterator().next() : "";
        List<RuleVerdict> verdicts = new ArrayList<>();
        for (SettingRule rule : book.rules()) {
            verdicts.add(
                    switch (rule.kind()) {
                        case SYSTEM_ALERT_RULES -> alerts(rule);
                        case OAUTH_SERVICE_ACCESS -> serviceAccess(rule);
                        case TAKEOUT -> takeout(rule, root);
                        default -> rule.newestAnywhere() ? anywhere(rule, root) : eachUnit(rule, root);
                    });
        }
        return verdicts;
    }

    private RuleVerdict eachUnit(SettingRule rule, String root) {
        if (!isKnown(rule, root)) {
            return assumed(rule);
        }
        List<RuleVerdict.Place> bad = new ArrayList<>();
        List<Map<String, Row>> units = new ArrayList<>();
        List<Map<String, Row>> groups = new ArrayList<>();
        for (SettingRule.Part part : rule.parts()) {
            units.add(served(rule, newest(part.setting(), ofUnits(rule), Row::unit)));
            groups.add(served(rule, newest(part.setting(), row -> !row.group().isEmpty(), Row::group)));
        }
        judgePlaces(rule, units, false, root, bad);
        if (rule.looksAtGroups()) {
            judgePlaces(rule, groups, true, root, bad);
        }
        return decided(rule, bad);
    }

    /** Of a rule that names a service, places where the service is on; a place without a switch has it on. */
    private Map<String, Row> served(SettingRule rule, Map<String, Row> newest) {
        if (rule.service().isEmpty()) {
            return newest;
        }
        Map<String, Row> toggles =
                newest("service|" + rule.service(), row -> row.group().isEmpty(), Row::unit);
        Map<String, Row> served = new HashMap<>(newest);
        served.values().removeIf(row -> {
            Row toggle = toggles.get(row.unit());
            return toggle != null && toggle.value().equals("false");
        });
        return served;
    }

    private static void judgePlaces(
            SettingRule rule,
            List<Map<String, Row>> byPart,
            boolean areGroups,
            String root,
            List<RuleVerdict.Place> bad) {
        Set<String> places = new TreeSet<>();
        byPart.forEach(values -> places.addAll(values.keySet()));
        for (String place : places) {
            List<Row> present = new ArrayList<>();
            List<Row> wrong = new ArrayList<>();
            for (int i = 0; i < rule.parts().size(); i++) {
                Row row = byPart.get(i).get(place);
                SettingRule.Part part = rule.parts().get(i);
                SettingTest test = areGroups ? part.group() : part.unit();
                if (row != null && test != null) {
                    present.add(row);
                    if (test.isBad(row.value(), !areGroups && place.equals(root))) {
                        wrong.add(row);
                    }
                }
            }
            boolean judged =
                    !rule.allPresent() || present.size() == rule.parts().size();
            boolean isBad = rule.all() ? wrong.size() == rule.parts().size() : !wrong.isEmpty();
            if (judged && isBad) {
                bad.add(place(areGroups ? null : place, areGroups ? place : null, wrong));
            }
        }
    }

    private RuleVerdict anywhere(SettingRule rule, String root) {
        if (!isKnown(rule, root)) {
            return assumed(rule);
        }
        SettingRule.Part part = rule.parts().get(0);
        Row newest = newest(part.setting(), row -> exists(rule, row), row -> "").get("");
        List<RuleVerdict.Place> bad = new ArrayList<>();
        if (newest != null && part.unit().isBad(newest.value(), newest.unit().equals(root))) {
            boolean group = !newest.group().isEmpty();
            bad.add(place(group ? null : newest.unit(), group ? newest.group() : null, List.of(newest)));
        }
        return decided(rule, bad);
    }

    private RuleVerdict serviceAccess(SettingRule rule) {
        Map<String, Row> newest = new TreeMap<>();
        rows.forEach((key, all) -> {
            if (key.startsWith("oauth|")) {
                newest.putAll(newest(key, row -> true, row -> key.substring(6)));
            }
        });
        if (newest.isEmpty()) {
            return assumed(rule);
        }
        List<RuleVerdict.Place> bad = new ArrayList<>();
        newest.forEach((service, row) -> {
            Row twin = newest.get(service + HIGH_RISK);
            boolean excused =
                    rule.twinExcuses() && twin != null && !twin.value().equals(ALLOW);
            if (!service.endsWith(HIGH_RISK) && row.value().equals(ALLOW) && !excused) {
                bad.add(new RuleVerdict.Place(null, null, service + " allowed", row.time(), row.by(), ""));
            }
        });
        return decided(rule, bad);
    }

    private RuleVerdict takeout(SettingRule rule, String root) {
        String service = "service|" + rule.service();
        Map<String, Row> toggles = newest(service, ofUnits(rule), Row::unit);
        Set<String> judged = new TreeSet<>();
        for (String key : rows.keySet()) {
            if (key.startsWith("takeout|")) {
                judged.addAll(newest(key, ofUnits(rule), Row::unit).keySet());
            }
        }
        if (!toggles.containsKey(root) || !judged.contains(root)) {
            return assumed(rule);
        }
        List<RuleVerdict.Place> bad = new ArrayList<>();
        Set<String> units = new TreeSet<>(toggles.keySet());
        units.addAll(judged);
        for (String unit : units) {
            List<Row> wrong = new ArrayList<>();
            addIfTrue(toggles.get(unit), wrong);
            if (judged.contains(unit)) {
                addOpen(rule, Row::unit, unit, wrong, row -> true);
            }
            if (!wrong.isEmpty()) {
                bad.add(place(unit, null, wrong));
            }
        }
        Predicate<Row> ofGroups = row -> !row.group().isEmpty();
        Set<String> groups = new TreeSet<>();
        rows.forEach((key, all) -> {
            if (key.equals(service) || key.startsWith("takeout|")) {
                all.stream().filter(ofGroups).map(Row::group).forEach(groups::add);
            }
        });
        for (String group : groups) {
            List<Row> wrong = new ArrayList<>();
            addIfTrue(newest(service, ofGroups, Row::group).get(group), wrong);
            addOpen(rule, Row::group, group, wrong, ofGroups);
            if (!wrong.isEmpty()) {
                bad.add(place(null, group, wrong));
            }
        }
        return decided(rule, bad);
    }

    private static void addIfTrue(@Nullable Row toggle, List<Row> wrong) {
        if (toggle != null && toggle.value().equals("true")) {
            wrong.add(toggle);
        }
    }

    private void addOpen(
            SettingRule rule, Function<Row, String> by, String place, List<Row> wrong, Predicate<Row> which) {
        for (String application : rule.applications()) {
            Row row = newest("takeout|" + application, which, by).get(place);
            if (row != null && !row.value().equals("Disabled") && !row.value().equals(RuleBook.DELETED)) {
                wrong.add(row);
            }
        }
    }

    private RuleVerdict alerts(SettingRule rule) {
        List<RuleVerdict.Place> off = new ArrayList<>();
        boolean seen = false;
        for (AlertRule alert : book.alerts()) {
            Row row = newest("alert|" + alert.name(), r -> true, r -> "").get("");
            Boolean standard = alert.onByDefault();
            if (row == null && standard == null) {
                continue;
            }
            boolean on = row != null ? row.value().equals(EventReading.ON) : Boolean.TRUE.equals(standard);
            seen |= row != null;
            if (!on && alert.required() && standard != null) {
                off.add(new RuleVerdict.Place(
                        null,
                        null,
                        alert.name() + ": off" + (row == null ? " (default)" : ""),
                        row == null ? null : row.time(),
                        row == null ? null : row.by(),
                        ""));
            }
        }
        return new RuleVerdict(
                rule,
                off.isEmpty() ? Outcome.PASS : Outcome.FAIL,
                !seen,
                seen ? RuleVerdict.Evidence.EVENT : RuleVerdict.Evidence.DEFAULT,
                off);
    }

    private boolean isKnown(SettingRule rule, String root) {
        List<SettingRule.Part> parts = rule.parts();
        return switch (rule.knownWhen()) {
            case ROOT_HAS_VALUE -> rootHas(rule, parts.get(0).setting(), root);
            case ROOT_HAS_VALUE_FOR_EVERY_SETTING, ROOT_HAS_VALUE_FOR_EVERY_EVENT ->
                parts.stream().allMatch(p -> rootHas(rule, p.setting(), root));
            case ROOT_HAS_VALUE_FOR_SOME_SETTING -> parts.stream().anyMatch(p -> rootHas(rule, p.setting(), root));
            case ANY_TARGET_HAS_VALUE ->
                parts.stream()
                        .anyMatch(p -> rows.getOrDefault(p.setting(), List.of()).stream()
                                .anyMatch(row -> !row.group().isEmpty() || exists(rule, row)));
            case ROOT_HAS_VALUE_FOR_THE_SETTING_AND_FOR_THE_SERVICE, RULE_HAS_A_CHANGING_EVENT -> true;
        };
    }

    private boolean rootHas(SettingRule rule, String key, String root) {
        boolean groupsToo = rule.quirk() != SettingRule.Quirk.NONE || rule.kind() == SettingRule.Kind.EVENT_CHOICE;
        return !root.isEmpty()
                && rows.getOrDefault(key, List.of()).stream()
                        .anyMatch(row -> row.unit().equals(root)
                                && (groupsToo || row.group().isEmpty())
                                && exists(rule, row));
    }

    private Predicate<Row> ofUnits(SettingRule rule) {
        boolean groupsToo =
                rule.quirk() == SettingRule.Quirk.GROUPS_COUNT_AS_UNITS || rule.kind() == SettingRule.Kind.EVENT_CHOICE;
        return row -> (row.group().isEmpty() || (groupsToo && !row.unit().equals(NOWHERE))) && exists(rule, row);
    }

    private boolean exists(SettingRule rule, Row row) {
        return !rule.existingUnits() || existing.size() < 2 || existing.contains(row.unit());
    }

    private Map<String, Row> newest(String key, Predicate<Row> which, Function<Row, String> place) {
        Map<String, Row> newest = new HashMap<>();
        for (Row row : rows.getOrDefault(key, List.of())) {
            if (which.test(row)) {
                newest.merge(place.apply(row), row, ReferenceJudge::later);
            }
        }
        return newest;
    }

    private static Row later(Row one, Row other) {
        int byTime = one.time().compareTo(other.time());
        return byTime > 0 || (byTime == 0 && one.order() > other.order()) ? one : other;
    }

    private static RuleVerdict.Place place(@Nullable String unit, @Nullable String group, List<Row> wrong) {
        Row newest = wrong.stream().reduce(ReferenceJudge::later).orElseThrow();
        String value = String.join(", ", wrong.stream().map(Row::value).toList());
        return new RuleVerdict.Place(unit, group, value, newest.time(), newest.by(), "");
    }

    private static RuleVerdict decided(SettingRule rule, List<RuleVerdict.Place> bad) {
        return new RuleVerdict(
                rule, bad.isEmpty() ? Outcome.PASS : Outcome.FAIL, false, RuleVerdict.Evidence.EVENT, bad);
    }

    private static RuleVerdict assumed(SettingRule rule) {
        return new RuleVerdict(
                rule,
                rule.metWhenUnknown() ? Outcome.PASS : Outcome.FAIL,
                true,
                RuleVerdict.Evidence.DEFAULT,
                List.of());
    }
}
