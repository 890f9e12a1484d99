package dev.watchkeeper.health.settings;

import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The product's own verdicts: effective values of all existing units and own values of all groups. No pass without
 * evidence; a bad place counts even if others are unknown; an unforeseen value is unknown and shown.
 */
public final class ProductJudge {
    private static final String ALLOW = "ALLOW_SERVICE_FOR_OAUTH2_ACCESS";
    private static final String HIGH_RISK = "_HIGH_RISK";

    private final Ledger ledger;
    private final RuleBook book;
    private final List<Unit> units;
    private final Map<String, Map<Unit, Ledger.Effective>> effective = new HashMap<>();

    public ProductJudge(Ledger ledger) {
        this.ledger = ledger;
        this.book = ledger.book();
        this.units = ledger.tree().existing();
    }

    /** One verdict a rule, in the order of the book. */
    public List<RuleVerdict> judge() {
        return book.rules().stream().map(this::judge).toList();
    }

    public RuleVerdict judge(SettingRule rule) {
        Findings found = new Findings();
        switch (rule.kind()) {
            case SYSTEM_ALERT_RULES -> alerts(found);
            case OAUTH_SERVICE_ACCESS -> serviceAccess(rule, found);
            default -> {
                List<SettingRule.Part> parts = rule.kind() == SettingRule.Kind.TAKEOUT ? takeout(rule) : rule.parts();
                if (rule.newestAnywhere()) {
                    anywhere(rule, parts.get(0), found);
                } else if (!places(rule, parts, found)) {
                    return new RuleVerdict(rule, Outcome.NOT_APPLICABLE, false, RuleVerdict.Evidence.EVENT, List.of());
                }
            }
        }
        return found.verdict(rule);
    }

    /** What was found on the way to one verdict. */
    private static final class Findings {
        private final List<RuleVerdict.Place> bad = new ArrayList<>();
        private final List<RuleVerdict.Place> unknown = new ArrayList<>();
        private boolean firm = true;
        private RuleVerdict.@Nullable Evidence basis;

        void basis(RuleVerdict.Evidence evidence) {
            basis = basis == null ? evidence : basis;
        }

        RuleVerdict verdict(SettingRule rule) {
            RuleVerdict.Evidence evidence = basis == null ? RuleVerdict.Evidence.DEFAULT : basis;
            if (!bad.isEmpty()) {
                return new RuleVerdict(rule, Outcome.FAIL, !firm, evidence, bad);
            }
            return unknown.isEmpty()
                    ? new RuleVerdict(rule, Outcome.PASS, !firm, evidence, List.of())
                    : new RuleVerdict(rule, Outcome.UNKNOWN, false, evidence, unknown);
        }
    }

    /** Judges units and groups; false if the product's service is off everywhere. */
    private boolean places(SettingRule rule, List<SettingRule.Part> parts, Findings found) {
        boolean anywhereOn = false;
        for (Unit unit : units) {
            if (isOff(rule, unit)) {
                continue;
            }
            anywhereOn = true;
            List<Ledger.Effective> values = new ArrayList<>();
            parts.forEach(part -> values.add(effective(part.setting(), unit)));
            judgeUnit(rule, parts, unit, values, found);
        }
        if (anywhereOn) {
            Set<String> groups = new TreeSet<>();
            parts.forEach(part -> groups.addAll(ledger.groups(part.setting())));
            groups.forEach(group -> judgeGroup(rule, parts, group, found));
        }
        return anywhereOn;
    }

    private void judgeUnit(
            SettingRule rule, List<SettingRule.Part> parts, Unit unit, List<Ledger.Effective> values, Findings found) {
        List<SettingTest.Judgement> judgements = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        Ledger.Effective decisive = null;
        int weight = -1;
        for (int i = 0; i < parts.size(); i++) {
            Ledger.Effective value = values.get(i);
            SettingTest.Judgement judgement =
                    value.isKnown() ? judge(rule, parts.get(i), value.own().value()) : SettingTest.Judgement.UNFORESEEN;
            judgements.add(judgement);
            shown.add(value.isKnown() ? value.own().value() : value.unknownBecause());
            if (weight(judgement) > weight) {
                decisive = value;
                weight = weight(judgement);
            }
            if (value.isKnown()) {
                found.firm &= value.firm();
                found.basis(value.own().source());
            }
        }
        if (decisive == null) {
            return;
        }
        String from = decisive.from() == unit ? "" : decisive.from().path();
        SettingTest.Judgement whole = whole(rule, judgements);
        if (whole == SettingTest.Judgement.GOOD) {
            return;
        }
        boolean bad = whole == SettingTest.Judgement.BAD;
        String text = bad ? only(SettingTest.Judgement.BAD, judgements, shown) : hint(parts, judgements, shown);
        RuleVerdict.Place place = new RuleVerdict.Place(
                unit.path(), null, text, decisive.own().since(), decisive.own().by(), from);
        (bad ? found.bad : found.unknown).add(place);
    }

    /** The part that decides is the worst one. */
    private static int weight(SettingTest.Judgement judgement) {
        return switch (judgement) {
            case GOOD -> 0;
            case UNFORESEEN -> 1;
            case BAD -> 2;
        };
    }

    private void judgeGroup(SettingRule rule, List<SettingRule.Part> parts, String group, Findings found) {
        List<SettingTest.Judgement> judgements = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        OwnValue decisive = null;
        boolean own = false;
        for (SettingRule.Part part : parts) {
            OwnValue value = ledger.own(part.setting(), group);
            SettingTest.Judgement judgement;
            switch (value.kind()) {
                case VALUE -> {
                    judgement = judge(rule, part, value.value());
                    own = true;
                }
                case CONFLICT, AMBIGUOUS -> {
                    judgement = SettingTest.Judgement.UNFORESEEN;
                    own = true;
                }
                default -> {
                    // Its members keep what holds in their units; the root stands for them.
                    Ledger.Effective root =
                            effective(part.setting(), ledger.tree().root());
                    judgement =
                            root.isKnown() ? judge(rule, part, root.own().value()) : SettingTest.Judgement.UNFORESEEN;
                    value = root.own();
                }
            }
            judgements.add(judgement);
            shown.add(value.value().isEmpty() ? Ledger.NEVER_SEEN : value.value());
            if (decisive == null || judgement == SettingTest.Judgement.BAD) {
                decisive = value;
            }
        }
        if (!own || decisive == null) {
            return;
        }
        SettingTest.Judgement whole = whole(rule, judgements);
        if (whole == SettingTest.Judgement.GOOD) {
            return;
        }
        boolean bad = whole == SettingTest.Judgement.BAD;
        found.basis(decisive.source());
        String text = only(bad ? SettingTest.Judgement.BAD : SettingTest.Judgement.UNFORESEEN, judgements, shown);
        (bad ? found.bad : found.unknown)
                .add(new RuleVerdict.Place(
                        null, group, text, decisive.since(), decisive.by(), "", outranking(parts, group)));
    }

    private List<String> outranking(List<SettingRule.Part> parts, String group) {
        return parts.stream()
                .flatMap(part -> ledger.outranking(part.setting(), group).stream())
                .distinct()
                .toList();
    }

    private static SettingTest.Judgement whole(SettingRule rule, List<SettingTest.Judgement> parts) {
        if (rule.all()) {
            return parts.contains(SettingTest.Judgement.GOOD)
                    ? SettingTest.Judgement.GOOD
                    : parts.contains(SettingTest.Judgement.UNFORESEEN)
                            ? SettingTest.Judgement.UNFORESEEN
                            : SettingTest.Judgement.BAD;
        }
        return parts.contains(SettingTest.Judgement.BAD)
                ? SettingTest.Judgement.BAD
                : parts.contains(SettingTest.Judgement.UNFORESEEN)
                        ? SettingTest.Judgement.UNFORESEEN
                        : SettingTest.Judgement.GOOD;
    }

    private SettingTest.Judgement judge(SettingRule rule, SettingRule.Part part, String value) {
        Setting setting = book.setting(part.setting()).orElse(TOGGLE);
        return part.unit().judge(value, setting, rule.words());
    }

    private static String only(
            SettingTest.Judgement wanted, List<SettingTest.Judgement> judgements, List<String> shown) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            if (judgements.get(i) == wanted) {
                values.add(shown.get(i));
            }
        }
        return String.join(", ", values);
    }

    /** Why a unit is undecided, with the documented default as a hint where nothing was seen. */
    private String hint(List<SettingRule.Part> parts, List<SettingTest.Judgement> judgements, List<String> shown) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            if (judgements.get(i) != SettingTest.Judgement.UNFORESEEN) {
                continue;
            }
            String standard = !shown.get(i).equals(Ledger.NEVER_SEEN)
                    ? null
                    : book.setting(parts.get(i).setting())
                            .map(Setting::standard)
                            .orElse(null);
            texts.add(shown.get(i) + (standard == null ? "" : " (documented default: " + standard + ")"));
        }
        return String.join(", ", texts);
    }

    private boolean isOff(SettingRule rule, Unit unit) {
        return book.serviceOf(rule.product())
                .map(key -> effective(key, unit))
                .filter(Ledger.Effective::isKnown)
                .map(value -> value.own().value().equals("false"))
                .orElse(false);
    }

    private void anywhere(SettingRule rule, SettingRule.Part part, Findings found) {
        Ledger.State newest = null;
        for (Ledger.State state : ledger.states()) {
            if (state.key().equals(part.setting())
                    && state.own().kind() == OwnValue.Kind.VALUE
                    && (newest == null || isNewer(state.own(), newest.own()))) {
                newest = state;
            }
        }
        if (newest == null) {
            String standard =
                    book.setting(part.setting()).map(Setting::standard).orElse(null);
            found.unknown.add(new RuleVerdict.Place(
                    "/",
                    null,
                    Ledger.NEVER_SEEN + (standard == null ? "" : " (documented default: " + standard + ")"),
                    null,
                    null,
                    ""));
            return;
        }
        OwnValue own = newest.own();
        found.basis(own.source());
        RuleVerdict.Place place = new RuleVerdict.Place(
                newest.group().isEmpty() ? newest.unitPath() : null,
                newest.group().isEmpty() ? null : newest.group(),
                own.value(),
                own.since(),
                own.by(),
                "");
        switch (judge(rule, part, own.value())) {
            case BAD -> found.bad.add(place);
            case UNFORESEEN -> found.unknown.add(place);
            case GOOD -> {
                // One good value for the whole tenant.
            }
        }
    }

    private static boolean isNewer(OwnValue one, OwnValue other) {
        Instant since = one.since();
        Instant than = other.since();
        return since != null && (than == null || since.isAfter(than));
    }

    private void serviceAccess(SettingRule rule, Findings found) {
        Map<String, OwnValue> states = new HashMap<>();
        for (Ledger.State state : ledger.states()) {
            if (state.key().startsWith("oauth|") && state.own().kind() == OwnValue.Kind.VALUE) {
                states.merge(state.key().substring(6), state.own(), (a, b) -> isNewer(a, b) ? a : b);
            }
        }
        if (states.isEmpty()) {
            found.unknown.add(new RuleVerdict.Place(null, null, Ledger.NEVER_SEEN, null, null, ""));
        }
        for (String service : new TreeSet<>(states.keySet())) {
            OwnValue state = states.getOrDefault(service, OwnValue.NOTHING);
            OwnValue twin = states.get(service + HIGH_RISK);
            found.basis(state.source());
            boolean excused =
                    rule.twinExcuses() && twin != null && !twin.value().equals(ALLOW);
            if (!service.endsWith(HIGH_RISK) && state.value().equals(ALLOW) && !excused) {
                found.bad.add(new RuleVerdict.Place(null, null, service + " allowed", state.since(), state.by(), ""));
            }
        }
    }

    private void alerts(Findings found) {
        for (AlertRule alert : book.alerts()) {
            if (!alert.required() && !alert.inCurrentBaseline()) {
                continue;
            }
            OwnValue state = ledger.own("alert|" + alert.name(), ledger.tree().root());
            if (state.kind() == OwnValue.Kind.VALUE) {
                found.basis(state.source());
            }
            if (state.kind() != OwnValue.Kind.VALUE) {
                Boolean standard = alert.onByDefault();
                String hint = standard == null ? "" : " (assumed default: " + (standard ? "on" : "off") + ")";
                found.unknown.add(
                        new RuleVerdict.Place(null, null, alert.name() + ": never seen" + hint, null, null, ""));
            } else if (!state.value().equals(EventReading.ON)) {
                found.bad.add(new RuleVerdict.Place(null, null, alert.name() + ": off", state.since(), state.by(), ""));
            }
        }
    }

    private static final Setting TOGGLE = new Setting(
            "takeout|", Set.of("Enabled", "Disabled", "true", "false"), null, false, List.of(), Map.of(), List.of());

    /** The service's switch and the setting of each application. */
    private static List<SettingRule.Part> takeout(SettingRule rule) {
        List<SettingRule.Part> parts = new ArrayList<>();
        parts.add(new SettingRule.Part("service|" + rule.service(), oneOf("true"), null));
        rule.applications()
                .forEach(application ->
                        parts.add(new SettingRule.Part("takeout|" + application, oneOf("Enabled"), null)));
        return parts;
    }

    private static SettingTest oneOf(String value) {
        return new SettingTest(SettingTest.Kind.ONE_OF, List.of(value), "", 0, List.of(), List.of(), List.of());
    }

    private Ledger.Effective effective(String key, Unit unit) {
        return effective
                .computeIfAbsent(key, k -> new HashMap<>())
                .computeIfAbsent(unit, u -> ledger.effective(key, u));
    }
}
