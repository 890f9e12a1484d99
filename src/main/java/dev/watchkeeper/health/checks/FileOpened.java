package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * LEK-01: files opened to anyone with the link or to the web. A sensitive title is told at once, the others are only
 * counted. A file that was closed again since is left out.
 */
final class FileOpened implements HealthCheck {
    private static final Set<String> OPEN = Set.of("people_with_link", "public_on_the_web");
    private static final int MOST_FILES = 20_000;

    @Override
    public String id() {
        return "LEK-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        var drive = facts.events("drive");
        Map<String, ActivityEvent> open = new LinkedHashMap<>();
        drive.each(
                // The cascades called ..._hierarchy_reconciled have other names and so stay out.
                Recent.query(
                        facts, limits.days("news_days"), "change_document_visibility", "change_document_access_scope"),
                event -> {
                    if (!event.flag("primary_event")) {
                        return;
                    }
                    String file = event.text("doc_id");
                    if (OPEN.contains(event.text("visibility"))) {
                        if (event.text("visibility_change").equals("external") && open.size() < MOST_FILES) {
                            open.put(file, event);
                        }
                    } else {
                        open.remove(file);
                    }
                });
        List<Verdict> verdicts = new ArrayList<>();
        List<String> words = limits.list("sensitive_words");
        int others = 0;
        for (Map.Entry<String, ActivityEvent> one : open.entrySet()) {
            ActivityEvent event = one.getValue();
            String title = Recent.lower(event.text("doc_title"));
            if (words.stream().anyMatch(title::contains)) {
                verdicts.add(Verdict.fail(
                        Plain.subject("file", one.getKey()),
                        Evidence.of("title", event.text("doc_title"))
                                .with("visibility", event.text("visibility"))
                                .with("owner", event.text("owner"))
                                .with("by", event.who())
                                .with("at", event.at())));
            } else {
                others++;
            }
        }
        if (others > limits.whole("others_counted_above")) {
            verdicts.add(
                    Verdict.fail(Verdict.TENANT, Evidence.of("files", others).with("days", limits.whole("news_days")))
                            .as(Severity.LOW)
                            .worded("counted"));
        }
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(Evidence.of("files", others).with("drive_log_read_until", drive.until())))
                : verdicts;
    }
}
