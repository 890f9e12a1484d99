package dev.watchkeeper.health;

import dev.watchkeeper.finding.Life;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs checks over facts and puts words to their verdicts. The only place where a missing fact becomes "unknown". */
public final class Judge {
    private final Catalogue catalogue;
    private final Calibration calibration;
    private final Wording wording;

    public Judge(Catalogue catalogue, Calibration calibration) {
        this.catalogue = catalogue;
        this.calibration = calibration;
        this.wording = new Wording(catalogue.vocabulary());
    }

    public List<Sighting> judge(HealthCheck check, TenantFacts facts) {
        CatalogueEntry entry = catalogue.entry(check.id());
        LocalDate today = facts.now().atZone(facts.tenant().zone()).toLocalDate();
        String tenant = facts.tenant().id();
        String muted = calibration.mutedBecause(entry.id(), tenant, today);
        if (muted != null) {
            return List.of(
                    sighting(entry, Verdict.notApplicable(new Text("switched off: " + muted, "已停用：" + muted)), ""));
        }
        Limits limits = calibration.limitsFor(entry, tenant, today);
        List<Verdict> verdicts;
        boolean read = true;
        try {
            verdicts = check.judge(facts, limits);
        } catch (FactUnavailable missing) {
            verdicts = List.of(Verdict.unknown(missing.reason()));
            read = false;
        }
        verdicts = told(entry, facts, verdicts);
        List<Sighting> sightings = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        int failing = 0;
        for (Verdict verdict : verdicts) {
            if (subjects.add(verdict.subject())) {
                sightings.add(sighting(entry, verdict, limits.reason()));
                failing += verdict.outcome() == Outcome.FAIL ? 1 : 0;
            }
        }
        if (read) {
            List<Sighting> standing = standing(entry, facts, subjects);
            sightings.addAll(standing);
            failing += standing.size();
        }
        // Every subject is reconciled, however many there are; those that nobody would read are told as a number.
        if (failing > Life.TOLD_ONE_BY_ONE && subjects.add(Verdict.TENANT)) {
            sightings.add(more(entry, failing - Life.TOLD_ONE_BY_ONE));
        }
        return sightings;
    }

    /** Whether a check is switched off for a tenant, so that nothing needs to be read to judge it. */
    public boolean isMuted(HealthCheck check, Tenant tenant, Instant now) {
        return calibration.mutedBecause(
                        check.id(), tenant.id(), now.atZone(tenant.zone()).toLocalDate())
                != null;
    }

    /** That something is over is worth saying only of what was known to be there. */
    private static List<Verdict> told(CatalogueEntry entry, TenantFacts facts, List<Verdict> verdicts) {
        if (entry.life().lasts().isEmpty()) {
            return verdicts;
        }
        List<Verdict> kept = verdicts.stream()
                .filter(v -> v.outcome() != Outcome.PASS
                        || v.subject().equals(Verdict.TENANT)
                        || facts.isOpen(entry.id(), v.subject()))
                .toList();
        if (kept.size() > 1 && !facts.isOpen(entry.id(), Verdict.TENANT)) {
            List<Verdict> more = kept.stream()
                    .filter(v -> v.outcome() != Outcome.PASS || !v.subject().equals(Verdict.TENANT))
                    .toList();
            kept = more.isEmpty() ? kept : more;
        }
        boolean silent = kept.isEmpty() && !facts.isOpen(entry.id(), Verdict.TENANT);
        return silent ? List.of(Verdict.pass(Evidence.of("over", verdicts.size()))) : kept;
    }

    /** What lasts and nothing has ended stands as it was seen, whether or not a log still holds its beginning. */
    private static List<Sighting> standing(CatalogueEntry entry, TenantFacts facts, Set<String> judged) {
        return facts.open().stream()
                .filter(f -> f.checkId().equals(entry.id())
                        && f.evidence().containsKey(Sighting.LASTS)
                        && !judged.contains(f.subject()))
                .map(f -> {
                    Map<String, Object> evidence = new LinkedHashMap<>(f.evidence());
                    evidence.remove(Sighting.EXPLAINED_BY);
                    return new Sighting(
                            entry.id(),
                            f.subject(),
                            Outcome.FAIL,
                            f.severity(),
                            f.title(),
                            f.summary(),
                            f.remedy(),
                            evidence,
                            "");
                })
                .toList();
    }

    private Sighting sighting(CatalogueEntry entry, Verdict verdict, String limitReason) {
        Map<String, Object> evidence = new LinkedHashMap<>(verdict.evidence());
        if (!limitReason.isEmpty()) {
            evidence.put("own_thresholds_because", Plain.line(limitReason, 200));
        }
        if (verdict.failed() && entry.life().lasts(verdict.wording())) {
            evidence.put(Sighting.LASTS, entry.life().ends());
        }
        Text summary = switch (verdict.outcome()) {
            case FAIL ->
                verdict.summary() != null
                        ? verdict.summary()
                        : wording.fill(entry.wording(verdict.wording()), evidence);
            case PASS -> new Text("Checked, nothing to report.", "已检查，没有发现问题。");
            case UNKNOWN ->
                new Text(
                        "Could not be checked: " + verdict.reason().en() + ".",
                        "无法检查：" + verdict.reason().zh() + "。");
            case NOT_APPLICABLE ->
                new Text(
                        "Does not apply: " + verdict.reason().en() + ".",
                        "不适用：" + verdict.reason().zh() + "。");
        };
        Text remedy = verdict.remedy() != null
                ? verdict.remedy()
                : verdict.outcome() == Outcome.FAIL
                        ? wording.fill(entry.remedy(verdict.wording()), evidence)
                        : Text.EMPTY;
        return new Sighting(
                entry.id(),
                verdict.subject(),
                verdict.outcome(),
                verdict.severity() == null ? entry.severity() : verdict.severity(),
                entry.title(),
                summary,
                remedy,
                evidence,
                verdict.reason().en());
    }

    private static Sighting more(CatalogueEntry entry, int count) {
        return new Sighting(
                entry.id(),
                Verdict.TENANT,
                Outcome.FAIL,
                entry.severity(),
                entry.title(),
                new Text(
                        count + " more like the ones listed; treat it as one problem of the whole company.",
                        "另有 " + count + " 项同类问题，请作为全公司的问题统一处理。"),
                entry.remedy(""),
                Map.of(Sighting.NOT_LISTED, count),
                "");
    }
}
