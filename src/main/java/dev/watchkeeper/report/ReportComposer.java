package dev.watchkeeper.report;

import dev.watchkeeper.digest.Figures;
import dev.watchkeeper.digest.HealthScore;
import dev.watchkeeper.digest.Ledger;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportModel.Area;
import dev.watchkeeper.report.ReportModel.Checks;
import dev.watchkeeper.report.ReportModel.Item;
import dev.watchkeeper.report.ReportModel.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Facts to report; pure. What happened after the quarter is undone, so that a report drafted late says the same. */
public final class ReportComposer {
    private ReportComposer() {}

    public static ReportModel compose(ReportFacts facts) {
        return new Composition(facts).model();
    }

    private static final class Composition {
        private final ReportFacts facts;
        private final Instant start;
        private final Instant end;
        private final Map<String, List<FindingEvent>> events = new HashMap<>();
        private final Map<String, String> groups = new HashMap<>();
        private final List<Looked> looked = new ArrayList<>();

        /** A finding at both ends of the quarter. */
        private record Looked(Finding finding, FindingThen before, FindingThen after) {}

        /** The checks that concern the customer. */
        private final List<CheckLine> checks;

        Composition(ReportFacts facts) {
            this.facts = facts;
            this.checks = facts.checks().stream()
                    .filter(c -> !CustomerTexts.forTheDesk(c.id()))
                    .toList();
            this.start = facts.quarter().start(facts.tenant().zone());
            Instant last = facts.quarter().end(facts.tenant().zone());
            this.end = facts.asOf().isBefore(last) ? facts.asOf() : last;
            facts.events()
                    .forEach(e -> events.computeIfAbsent(e.findingId(), id -> new ArrayList<>())
                            .add(e));
            checks.forEach(c -> groups.put(c.id(), c.group()));
            for (Finding finding : facts.findings()) {
                if (finding.tenantId().equals(facts.tenant().id())
                        && !CustomerTexts.forTheDesk(finding.checkId())
                        && finding.firstSeenAt().isBefore(end)) {
                    List<FindingEvent> own = events.getOrDefault(finding.id(), List.of());
                    looked.add(new Looked(
                            finding, FindingThen.at(finding, own, start), FindingThen.at(finding, own, end)));
                }
            }
        }

        ReportModel model() {
            List<Item> risks = items(
                    l -> l.after().visible(),
                    l -> l.after().severity(),
                    l -> l.finding().openedAt(),
                    null);
            int score = HealthScore.of(looked.stream()
                    .filter(l -> l.after().visible())
                    .map(l -> l.after().severity())
                    .toList());
            Integer previous = facts.trend().stream()
                    .filter(t -> t.quarter().equals(facts.quarter().previous()))
                    .map(ReportFacts.TrendPoint::score)
                    .findFirst()
                    .orElse(null);
            return new ReportModel(
                    new ReportModel.Cover(
                            facts.tenant().id(),
                            facts.tenant().name(),
                            facts.tenant().zone(),
                            facts.manager().name(),
                            facts.manager().email(),
                            facts.quarter(),
                            facts.revision(),
                            facts.asOf()),
                    new ReportModel.Health(score, previous, facts.trend()),
                    new ReportModel.Changes(
                            items(this::fixed, l -> l.before().severity(), this::fixedAt, null),
                            items(
                                    l -> l.after().visible() && !l.before().open(),
                                    l -> l.after().severity(),
                                    l -> l.finding().openedAt(),
                                    null),
                            items(
                                    l -> l.after().open() && l.after().accepted(),
                                    l -> l.after().severity(),
                                    this::acceptedAt,
                                    this::acceptedUntil),
                            risks,
                            ledger()),
                    checks(),
                    areas(risks),
                    new ReportModel.Delivered(facts.service(), facts.google(), facts.usage(), facts.plan()));
        }

        /** Resolved within the quarter by evidence, whether it was there at its start or came and went. */
        private boolean fixed(Looked l) {
            return !l.after().open()
                    && !l.after().accepted()
                    && events.getOrDefault(l.finding().id(), List.of()).stream()
                            .anyMatch(e -> e.kind() == FindingEvent.Kind.RESOLVED
                                    && !e.quiet()
                                    && !e.at().isBefore(start)
                                    && e.at().isBefore(end));
        }

        private Instant fixedAt(Looked l) {
            return events.getOrDefault(l.finding().id(), List.of()).stream()
                    .filter(e -> e.kind() == FindingEvent.Kind.RESOLVED && e.at().isBefore(end))
                    .map(FindingEvent::at)
                    .reduce((a, b) -> b)
                    .orElse(end);
        }

        private Instant acceptedAt(Looked l) {
            Finding.Decision decision = l.finding().muted();
            return decision == null ? start : decision.at();
        }

        private @Nullable Instant acceptedUntil(Looked l) {
            Finding.Decision decision = l.finding().muted();
            return decision == null ? null : decision.until();
        }

        /** One item per check and severity, with the number of places; worst and oldest first. */
        private List<Item> items(
                Predicate<Looked> which,
                Function<Looked, Severity> severity,
                Function<Looked, Instant> at,
                @Nullable Function<Looked, @Nullable Instant> until) {
            Map<String, List<Looked>> byCheck = new LinkedHashMap<>();
            looked.stream()
                    .filter(which)
                    .forEach(l -> byCheck.computeIfAbsent(
                                    l.finding().checkId() + severity.apply(l).word(), k -> new ArrayList<>())
                            .add(l));
            LocalDate issued = facts.asOf().atZone(facts.tenant().zone()).toLocalDate();
            List<Item> items = new ArrayList<>();
            for (List<Looked> same : byCheck.values()) {
                Looked first = same.stream().min(Comparator.comparing(at)).orElseThrow();
                Finding finding = first.finding();
                items.add(new Item(
                        Problem.of(finding.checkId(), groups.getOrDefault(finding.checkId(), "hygiene")),
                        severity.apply(first),
                        Places.of(same.stream().map(Looked::finding).toList(), facts.tenant()),
                        at.apply(first),
                        until == null ? null : until.apply(first),
                        DueDate.of(
                                severity.apply(first), issued, facts.quarter().next())));
            }
            items.sort(
                    Comparator.comparing(Item::severity).thenComparing(Item::at).thenComparing(Item::checkId));
            return items;
        }

        private Ledger ledger() {
            int critical = 0;
            int high = 0;
            int recounted = 0;
            Map<Ledger.Kind, Integer> terms = new TreeMap<>();
            for (Looked l : looked) {
                boolean was = l.before().counted();
                boolean is = l.after().counted();
                recounted += was ? 1 : 0;
                critical += is && l.after().severity() == Severity.CRITICAL ? 1 : 0;
                high += is && l.after().severity() == Severity.HIGH ? 1 : 0;
                if (was != is) {
                    terms.merge(term(l, is), 1, Integer::sum);
                }
            }
            int printed = facts.trend().stream()
                    .filter(t -> t.quarter().equals(facts.quarter().previous()))
                    .mapToInt(ReportFacts.TrendPoint::open)
                    .findFirst()
                    .orElse(recounted);
            if (recounted != printed) {
                terms.put(
                        recounted > printed ? Ledger.Kind.CORRECTED_UP : Ledger.Kind.CORRECTED_DOWN,
                        Math.abs(recounted - printed));
            }
            List<Ledger.Term> list = new ArrayList<>();
            terms.forEach((kind, n) -> list.add(new Ledger.Term(kind, n)));
            return new Ledger(printed, list, new Figures(critical, high));
        }

        private static Ledger.Kind term(Looked l, boolean came) {
            if (came) {
                if (!l.before().open()) {
                    return l.finding().episodes() > 1 ? Ledger.Kind.REOPENED : Ledger.Kind.NEW;
                }
                return l.before().accepted() || l.before().held() ? Ledger.Kind.NEW : Ledger.Kind.WORSENED;
            }
            if (!l.after().open()) {
                return Ledger.Kind.RESOLVED;
            }
            if (l.after().accepted()) {
                return Ledger.Kind.ACCEPTED;
            }
            return l.after().held() ? Ledger.Kind.HELD : Ledger.Kind.EASED;
        }

        private Checks checks() {
            int passed = 0;
            int failed = 0;
            int accepted = 0;
            int unknown = 0;
            int notApplicable = 0;
            for (CheckLine line : checks) {
                switch (line.outcome()) {
                    case PASS -> passed++;
                    case UNKNOWN -> unknown++;
                    case NOT_APPLICABLE -> notApplicable++;
                    case FAIL -> {
                        if (allAccepted(line.id())) {
                            accepted++;
                        } else {
                            failed++;
                        }
                    }
                }
            }
            return new Checks(checks, passed, failed, accepted, unknown, notApplicable);
        }

        private boolean allAccepted(String checkId) {
            List<Looked> open = looked.stream()
                    .filter(l ->
                            l.finding().checkId().equals(checkId) && l.after().open())
                    .toList();
            return !open.isEmpty() && open.stream().allMatch(l -> l.after().accepted());
        }

        private List<Area> areas(List<Item> risks) {
            Map<String, List<CheckLine>> byGroup = new LinkedHashMap<>();
            checks.forEach(c ->
                    byGroup.computeIfAbsent(c.group(), g -> new ArrayList<>()).add(c));
            risks.forEach(r -> byGroup.computeIfAbsent(r.problem().group(), g -> new ArrayList<>()));
            List<Area> areas = new ArrayList<>();
            byGroup.forEach((group, lines) -> areas.add(new Area(
                    group,
                    count(lines, Outcome.PASS),
                    count(lines, Outcome.FAIL),
                    count(lines, Outcome.UNKNOWN),
                    risks.stream()
                            .filter(r -> r.problem().group().equals(group))
                            .toList())));
            return areas;
        }

        private static int count(List<CheckLine> lines, Outcome outcome) {
            return (int) lines.stream().filter(l -> l.outcome() == outcome).count();
        }
    }
}
