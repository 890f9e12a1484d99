package dev.watchkeeper.digest;

import dev.watchkeeper.digest.DigestModel.Newcomer;
import dev.watchkeeper.digest.DigestModel.Trace;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts to model; pure. */
public final class DigestComposer {
    private DigestComposer() {}

    public static DigestModel compose(DigestFacts facts) {
        return new Composition(facts).model();
    }

    /** One composition; its fields are what the steps share. */
    private static final class Composition {
        private final DigestFacts facts;
        private final Map<String, Tenant> customers = new LinkedHashMap<>();
        private final List<Looked> looked = new ArrayList<>();
        private final List<Trace> traces = new ArrayList<>();

        /** A finding with how it stood then and stands now. */
        private record Looked(Finding finding, Tenant customer, Standing then, Standing now) {}

        Composition(DigestFacts facts) {
            this.facts = facts;
            facts.customers().forEach(customer -> customers.put(customer.id(), customer));
            for (Finding finding : facts.findings()) {
                Tenant customer = customers.get(finding.tenantId());
                if (customer != null && !DigestFacts.isOfGoogle(finding)) {
                    Standing now = Standing.now(finding, facts.now());
                    Standing then = facts.baseline()
                            .map(base -> Standing.printed(finding, base))
                            .orElse(now);
                    looked.add(new Looked(finding, customer, then, now));
                }
            }
        }

        DigestModel model() {
            boolean firstRun = facts.baseline().isEmpty();
            List<Change> changes = changes();
            List<Newcomer> newcomers = newcomers();
            List<Card> cards = Cards.of(facts, customers, changes, newcomerIds());
            Ledger ledger = ledger();
            held();
            counted(changes);
            claims();
            cards.forEach(card -> traces.add(new Trace("card", card.ref(), card.why())));
            return new DigestModel(
                    facts,
                    firstRun,
                    buckets(cards, changes, newcomers),
                    cards,
                    changes,
                    ledger,
                    newcomers,
                    leavers(),
                    rows(),
                    open(),
                    traces);
        }

        private boolean isNewcomer(Tenant customer) {
            return facts.baseline()
                    .map(base -> !base.customers().containsKey(customer.id()))
                    .orElse(false);
        }

        private Set<String> newcomerIds() {
            Set<String> ids = new HashSet<>();
            facts.customers().stream()
                    .filter(c -> facts.baseline().isEmpty() || isNewcomer(c))
                    .forEach(c -> ids.add(c.id()));
            return ids;
        }

        private List<Newcomer> newcomers() {
            return facts.customers().stream()
                    .filter(this::isNewcomer)
                    .sorted(Comparator.comparing(Tenant::name).thenComparing(Tenant::id))
                    .map(customer -> new Newcomer(customer, openNow(customer)))
                    .toList();
        }

        private int leavers() {
            return facts.baseline()
                    .map(base -> (int) base.customers().keySet().stream()
                            .filter(id -> !customers.containsKey(id))
                            .count())
                    .orElse(0);
        }

        private List<Change> changes() {
            if (facts.baseline().isEmpty()) {
                return List.of();
            }
            Severity lowest = Severity.of(facts.reader().minSeverityDigest());
            List<Change> all = new ArrayList<>();
            for (Looked one : looked) {
                if (isNewcomer(one.customer())) {
                    continue;
                }
                Change.Kind kind = kind(one);
                boolean told = one.now().severity().atLeast(lowest)
                        || (one.then().visible() && one.then().severity().atLeast(lowest));
                if (kind != null && told) {
                    all.add(new Change(
                            kind,
                            one.customer(),
                            one.finding(),
                            one.then().severity(),
                            one.now().severity()));
                    traces.add(new Trace(
                            "change",
                            one.finding().id(),
                            kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " since the last digest: "
                                    + one.then().inWords() + " then, "
                                    + one.now().inWords() + " now"));
                }
            }
            all.sort(Comparator.comparing(Change::kind)
                    .thenComparing(Change::after)
                    .thenComparing(c -> c.customer().name())
                    .thenComparing(c -> c.finding().checkId())
                    .thenComparing(c -> c.finding().id()));
            return all;
        }

        private Change.@Nullable Kind kind(Looked one) {
            boolean was = one.then().visible();
            boolean is = one.now().visible();
            if (!was && is) {
                // Opened since, if only by an audit that was running while the last digest was written.
                boolean openedSince = facts.baseline()
                        .map(b -> one.finding().openedAt().isAfter(b.asOf().minus(Duration.ofHours(2))))
                        .orElse(false);
                if (openedSince && facts.ruleUpdates().contains(one.finding().checkId())) {
                    return Change.Kind.RULE_UPDATE;
                }
                return openedSince && one.finding().episodes() > 1 ? Change.Kind.REOPENED : Change.Kind.NEW;
            }
            if (was && !is) {
                if (!one.now().open()) {
                    return Change.Kind.RESOLVED;
                }
                return one.now().muted() ? Change.Kind.ACCEPTED : Change.Kind.HELD;
            }
            if (was && one.now().severity().worseThan(one.then().severity())) {
                return Change.Kind.WORSENED;
            }
            if (was && one.then().severity().worseThan(one.now().severity())) {
                return Change.Kind.EASED;
            }
            return null;
        }

        private Ledger ledger() {
            Figures now = looked.stream().map(one -> one.now().figures()).reduce(Figures.NONE, Figures::plus);
            if (facts.baseline().isEmpty()) {
                return new Ledger(now.total(), List.of(), now);
            }
            Map<Ledger.Kind, Integer> terms = new TreeMap<>();
            int recounted = 0;
            for (Looked one : looked) {
                if (isNewcomer(one.customer())) {
                    add(terms, Ledger.Kind.MOVED_IN, one.now().counted());
                    continue;
                }
                boolean was = one.then().counted();
                recounted += was ? 1 : 0;
                if (was != one.now().counted()) {
                    add(terms, term(one), true);
                }
            }
            Baseline base = facts.baseline().get();
            int gone = base.customers().entrySet().stream()
                    .filter(entry -> !customers.containsKey(entry.getKey()))
                    .mapToInt(entry -> entry.getValue().open().total())
                    .sum();
            if (gone > 0) {
                terms.put(Ledger.Kind.MOVED_OUT, gone);
            }
            int unexplained = recounted + gone - base.open().total();
            if (unexplained != 0) {
                terms.put(
                        unexplained > 0 ? Ledger.Kind.CORRECTED_UP : Ledger.Kind.CORRECTED_DOWN, Math.abs(unexplained));
            }
            List<Ledger.Term> list = new ArrayList<>();
            terms.forEach((kind, count) -> list.add(new Ledger.Term(kind, count)));
            return new Ledger(base.open().total(), list, now);
        }

        private static void add(Map<Ledger.Kind, Integer> terms, Ledger.Kind kind, boolean one) {
            if (one) {
                terms.merge(kind, 1, Integer::sum);
            }
        }

        private Ledger.Kind term(Looked one) {
            Change.Kind kind = kind(one);
            return switch (kind == null ? Change.Kind.NEW : kind) {
                case NEW -> Ledger.Kind.NEW;
                case REOPENED -> Ledger.Kind.REOPENED;
                case WORSENED -> Ledger.Kind.WORSENED;
                case RULE_UPDATE -> Ledger.Kind.RULE_UPDATE;
                case RESOLVED -> Ledger.Kind.RESOLVED;
                case ACCEPTED -> Ledger.Kind.ACCEPTED;
                case EASED -> Ledger.Kind.EASED;
                case HELD -> Ledger.Kind.HELD;
            };
        }

        private Buckets buckets(List<Card> cards, List<Change> changes, List<Newcomer> newcomers) {
            Set<String> act = new HashSet<>();
            cards.forEach(card -> card.customers().forEach(customer -> act.add(customer.id())));
            Set<String> gap = new HashSet<>();
            facts.gaps().forEach(g -> gap.add(g.tenantId()));
            gap.retainAll(customers.keySet());
            Set<String> changed = new HashSet<>();
            changes.forEach(change -> changed.add(change.customer().id()));
            newcomers.forEach(one -> changed.add(one.customer().id()));
            int notChecked = 0;
            int moved = 0;
            int above = 0;
            for (String id : customers.keySet()) {
                String bucket;
                if (act.contains(id)) {
                    above += gap.contains(id) ? 1 : 0;
                    bucket = "to do";
                } else if (gap.contains(id)) {
                    notChecked++;
                    bucket = "not checked";
                } else if (changed.contains(id)) {
                    moved++;
                    bucket = "changed";
                } else {
                    bucket = "unchanged";
                }
                traces.add(new Trace("customer", id, bucket));
            }
            int total = customers.size();
            return new Buckets(total, act.size(), notChecked, moved, total - act.size() - notChecked - moved, above);
        }

        private Figures openNow(Tenant customer) {
            return looked.stream()
                    .filter(one -> one.customer().id().equals(customer.id()))
                    .map(one -> one.now().figures())
                    .reduce(Figures.NONE, Figures::plus);
        }

        private List<CustomerRow> rows() {
            Map<String, List<Looked>> byCustomer = new HashMap<>();
            looked.forEach(one -> byCustomer
                    .computeIfAbsent(one.customer().id(), id -> new ArrayList<>())
                    .add(one));
            List<CustomerRow> rows = new ArrayList<>();
            for (Tenant customer : facts.customers()) {
                List<Looked> own = byCustomer.getOrDefault(customer.id(), List.of());
                int score = HealthScore.of(own.stream()
                        .filter(one -> one.now().visible())
                        .map(one -> one.now().severity())
                        .toList());
                Baseline.Customer before = facts.baseline()
                        .map(base -> base.customers().get(customer.id()))
                        .orElse(null);
                rows.add(new CustomerRow(
                        customer,
                        score,
                        before == null ? null : score - before.score(),
                        own.stream().map(one -> one.now().figures()).reduce(Figures.NONE, Figures::plus),
                        own.stream()
                                .filter(one -> one.now().counted())
                                .map(one -> one.finding().openedAt())
                                .min(Comparator.naturalOrder())
                                .orElse(null)));
            }
            rows.sort(CustomerRow.ORDER);
            return rows;
        }

        private List<Finding> open() {
            return looked.stream()
                    .filter(one -> one.now().visible())
                    .map(Looked::finding)
                    .sorted(Comparator.comparing(Finding::severity)
                            .thenComparing(Finding::openedAt)
                            .thenComparing(Finding::tenantId)
                            .thenComparing(Finding::id))
                    .toList();
        }

        /** What is counted without being told of anew is traced too, so that each figure can be taken apart. */
        private void counted(List<Change> changes) {
            Set<String> told = new HashSet<>();
            changes.forEach(change -> told.add(change.finding().id()));
            for (Looked one : looked) {
                if (one.now().counted() && !told.contains(one.finding().id())) {
                    traces.add(
                            new Trace("counted", one.finding().id(), one.now().inWords() + ", not told of anew"));
                }
            }
        }

        /** Each possible claim with the figures it follows from, also before it makes a card. */
        private void claims() {
            for (Claim claim : facts.google().claims()) {
                int users = claim.customers(customers.values()).size();
                if (users > 0) {
                    traces.add(new Trace(
                            "claim",
                            claim.ref(),
                            claim.bound().creditDays() + " days of service until " + claim.until() + " for " + users
                                    + (users == 1 ? " customer" : " customers") + ", if all "
                                    + claim.bound().incidentSeconds() + " s of "
                                    + claim.bound().parts().stream()
                                            .map(p -> p.incident().id())
                                            .collect(Collectors.joining(", "))
                                    + " were downtime"));
                }
            }
        }

        private void held() {
            for (Looked one : looked) {
                if (one.now().open() && one.now().held()) {
                    traces.add(new Trace(
                            "held back",
                            one.finding().id(),
                            String.valueOf(one.finding().heldBy())));
                } else if (one.now().open() && one.now().muted()) {
                    traces.add(new Trace("accepted risk", one.finding().id(), "not told until the decision ends"));
                }
            }
        }
    }
}
