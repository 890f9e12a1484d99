package dev.watchkeeper.cli;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Finding.Decision;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Language;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings and their events as JSON. */
final class FindingJson {
    private FindingJson() {}

    static Map<String, @Nullable Object> of(Finding finding, Language language, Instant now) {
        return Json.object(
                "id", finding.id(),
                "tenant", finding.tenantId(),
                "check", finding.checkId(),
                "subject", finding.subject(),
                "state", finding.state(now).word(),
                "severity", finding.severity().word(),
                "title", finding.title().in(language),
                "summary", finding.summary().in(language),
                "remedy", finding.remedy().in(language),
                "evidence", finding.evidence(),
                "first_seen_at", finding.firstSeenAt().toString(),
                "opened_at", finding.openedAt().toString(),
                "last_seen_at", finding.lastSeenAt().toString(),
                "resolved_at", text(finding.resolvedAt()),
                "episodes", finding.episodes(),
                "acknowledged", decision(finding.acknowledged()),
                "muted", decision(finding.muted()),
                "held_by", finding.heldBy());
    }

    private static @Nullable Object decision(@Nullable Decision decision) {
        return decision == null
                ? null
                : Json.object(
                        "author", decision.author(),
                        "reason", decision.reason(),
                        "at", decision.at().toString(),
                        "until", decision.until().toString());
    }

    static Map<String, @Nullable Object> of(FindingEvent event) {
        Severity before = event.before();
        return Json.object(
                "at", event.at().toString(),
                "what", event.kind().word(),
                "severity", event.severity().word(),
                "severity_before", before == null ? null : before.word(),
                "author", event.author(),
                "reason", event.reason(),
                "until", text(event.until()),
                "run", event.runId(),
                "quiet", event.quiet());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
