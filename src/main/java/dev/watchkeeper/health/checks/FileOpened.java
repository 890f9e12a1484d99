package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * LEK-01: files opened to anyone with the link or to the web. A sensitive title is told at once and stays until the file is
 * closed or gone; the others are only counted. A word alone proves little: it is weighed with who opened the file, how
 * wide, and whether such titles are opened every week.
 */
final class FileOpened implements HealthCheck {
    private static final Set<String> OPEN = Set.of("people_with_link", "public_on_the_web");
    private static final Set<String> GONE = Set.of("delete", "trash");
    private static final Set<String> CHANGES = Set.of("change_document_visibility", "change_document_access_scope");
    private static final Set<String> WITH_GONE =
            Set.of("change_document_visibility", "change_document_access_scope", "delete", "trash");
    private static final int PAST_WEEKS = 4;
    private static final int MANY_TIMES = 3;
    private static final int MOST_FILES = 20_000;

    @Override
    public String id() {
        return "LEK-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory drive = facts.events("drive");
        Map<String, ActivityEvent> open = new LinkedHashMap<>();
        Map<String, ActivityEvent> closed = new LinkedHashMap<>();
        // The cascades called ..._hierarchy_reconciled have other names and so stay out.
        // Audits come every few minutes: what was closed is seen among the news, whenever it was opened.
        boolean known =
                facts.open().stream().anyMatch(finding -> finding.checkId().equals(id()));
        drive.each(
                Recent.query(facts, limits.days("news_days"), known ? WITH_GONE : CHANGES),
                event -> follow(event, open, closed, file -> facts.isOpen(id(), Plain.subject("file", file))));
        List<Verdict> verdicts = new ArrayList<>();
        Map<String, Integer> shared = new HashMap<>();
        int others = 0;
        for (Map.Entry<String, ActivityEvent> one : open.entrySet()) {
            Set<String> words = words(one.getValue(), limits);
            for (String word : words) {
                shared.merge(word, 1, Integer::sum);
            }
        }
        for (Map.Entry<String, ActivityEvent> one : open.entrySet()) {
            ActivityEvent event = one.getValue();
            Set<String> words = words(event, limits);
            if (!words.isEmpty()) {
                verdicts.add(told(one.getKey(), event, words, shared, limits));
            } else {
                others++;
            }
        }
        closed.keySet()
                .forEach(file -> verdicts.add(Verdict.over(Plain.subject("file", file), Evidence.of("file", file))));
        if (others > limits.whole("others_counted_above") && isUnusual(drive, others, facts, limits)) {
            verdicts.add(
                    Verdict.fail(Verdict.TENANT, Evidence.of("files", others).with("days", limits.whole("news_days")))
                            .as(Severity.LOW)
                            .worded("counted"));
        } else {
            verdicts.add(Verdict.pass(Evidence.of("files", others).with("drive_log_read_until", drive.until())));
        }
        return verdicts;
    }

    /** Whether far more files were opened than in the weeks before: a company that shares papers does so every week. */
    private static boolean isUnusual(EventHistory drive, int others, TenantFacts facts, Limits limits) {
        Instant to = facts.now().minus(limits.days("news_days"));
        Instant from = to.minus(limits.days("news_days").multipliedBy(PAST_WEEKS));
        long[] opened = {0};
        drive.each(new EventQuery(CHANGES, from, to), event -> {
            if (OPEN.contains(event.text("visibility"))
                    && event.text("visibility_change").equals("external")) {
                opened[0]++;
            }
        });
        double usual = opened[0] / (double) PAST_WEEKS;
        return others > MANY_TIMES * usual && Chance.ofAtLeast(others, usual) < Chance.RARE;
    }

    private static void follow(
            ActivityEvent event,
            Map<String, ActivityEvent> open,
            Map<String, ActivityEvent> closed,
            Predicate<String> isKnown) {
        if (!event.flag("primary_event")) {
            return;
        }
        String file = event.text("doc_id");
        boolean opens = OPEN.contains(event.text("visibility")) && !GONE.contains(event.name());
        if (!opens) {
            ActivityEvent before = open.remove(file);
            if (before != null || isKnown.test(file)) {
                closed.put(file, event);
            }
        } else if (event.text("visibility_change").equals("external") && open.size() < MOST_FILES) {
            open.put(file, event);
            closed.remove(file);
        }
    }

    private static Set<String> words(ActivityEvent event, Limits limits) {
        return Titles.find(event.text("doc_title"), limits.list("sensitive_words"), limits.list("harmless_phrases"));
    }

    private static Verdict told(
            String file, ActivityEvent event, Set<String> words, Map<String, Integer> shared, Limits limits) {
        boolean web = event.text("visibility").equals("public_on_the_web");
        String owner = event.text("owner");
        boolean byAnother = !owner.isEmpty() && !owner.equalsIgnoreCase(event.who());
        boolean doubtful = limits.list("doubtful_words").containsAll(words);
        boolean usual = words.stream().allMatch(word -> shared.getOrDefault(word, 0) > limits.whole("usual_titles"));
        Evidence evidence = Evidence.of("title", event.text("doc_title"))
                .with("words", words)
                .with("visibility", event.text("visibility"))
                .with("owner", owner)
                .with("not_the_owner", byAnother ? true : null)
                .with("titles_like_it", usual ? shared.get(words.iterator().next()) : null)
                .with("by", event.who())
                .with("at", event.at());
        Verdict verdict = Verdict.fail(Plain.subject("file", file), evidence);
        boolean alone = doubtful && words.size() == 1 && !web && !byAnother;
        return alone || usual ? verdict.as(Severity.MEDIUM) : verdict;
    }
}
