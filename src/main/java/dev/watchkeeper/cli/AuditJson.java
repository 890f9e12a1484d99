package dev.watchkeeper.cli;

import dev.watchkeeper.audit.Audited;
import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.health.Catalogue;
import dev.watchkeeper.tenant.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document of {@code audit --json}; scripts rely on its names. */
final class AuditJson {
    private final Catalogue catalogue;
    private final Language language;

    AuditJson(Catalogue catalogue, Language language) {
        this.catalogue = catalogue;
        this.language = language;
    }

    Map<String, @Nullable Object> document(List<Audited> outcomes) {
        return Json.object("runs", outcomes.stream().map(this::run).toList());
    }

    private Map<String, @Nullable Object> run(Audited outcome) {
        Examination examination = outcome.examination();
        if (examination == null) {
            return Json.object(
                    "tenant", outcome.tenant().id(),
                    "scope", outcome.scope().word(),
                    "started_at", null,
                    "finished_at", null,
                    "checks", List.of(),
                    "setting_rules", List.of(),
                    "problems",
                            List.of(Json.object("source", "audit", "kind", "failed", "message", outcome.failure())));
        }
        return Json.object(
                "tenant", examination.tenantId(),
                "scope", examination.scope().word(),
                "started_at", examination.startedAt().toString(),
                "finished_at", examination.finishedAt().toString(),
                "checks", examination.checks().stream().map(this::check).toList(),
                "setting_rules",
                        examination.settingRules().stream().map(AuditJson::rule).toList(),
                "problems",
                        examination.problems().stream().map(AuditJson::problem).toList());
    }

    private Map<String, @Nullable Object> check(Sighting seen) {
        return Json.object(
                "id", seen.checkId(),
                "title", seen.title().in(language),
                "status", seen.outcome().word(),
                "severity", seen.severity().word(),
                "subject", seen.subject(),
                "summary", seen.summary().in(language),
                "remedy", seen.remedy().in(language),
                "evidence", seen.evidence(),
                "refs",
                        catalogue
                                .find(seen.checkId())
                                .map(entry -> Json.object("scuba", entry.scuba(), "cis", entry.cis()))
                                .orElseGet(() -> Json.object("scuba", List.of(), "cis", List.of())),
                "reason", seen.reason().isEmpty() ? null : seen.reason());
    }

    private static Map<String, @Nullable Object> rule(Examination.SettingVerdict verdict) {
        return Json.object(
                "rule", verdict.rule(),
                "status", verdict.status().word(),
                "basis", verdict.basis(),
                "places", verdict.places().stream().map(AuditJson::place).toList());
    }

    private static Map<String, @Nullable Object> place(Examination.Place place) {
        Instant since = place.since();
        Map<String, @Nullable Object> json = Json.object(
                "ou", place.ou(),
                "group", place.group(),
                "value", place.value(),
                "since", since == null ? null : since.toString(),
                "by", place.by());
        if (place.outrankedBy() != null && !place.outrankedBy().isEmpty()) {
            json.put("outranked_by", place.outrankedBy());
        }
        return json;
    }

    private static Map<String, @Nullable Object> problem(Examination.Problem problem) {
        return Json.object("source", problem.source(), "kind", problem.kind(), "message", problem.message());
    }
}
