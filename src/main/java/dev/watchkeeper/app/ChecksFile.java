package dev.watchkeeper.app;

import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.settings.RuleVerdict;
import dev.watchkeeper.health.settings.Statement;
import dev.watchkeeper.tenant.Tenant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code checks.yaml}.
 *
 * @param thresholds by check id, then by the threshold's name in the catalogue
 * @param lists by check id, then by the list's name; a list replaces the catalogue's
 * @param muted checks that nobody wants to hear of, for all tenants
 * @param exceptions what was agreed with single customers
 * @param answers what administrators said about settings that no event and no API told
 */
public record ChecksFile(
        Map<String, Map<String, Double>> thresholds,
        Map<String, Map<String, List<String>>> lists,
        List<Muted> muted,
        List<Exemption> exceptions,
        List<Answer> answers) {
    public static final ChecksFile EMPTY = new ChecksFile(Map.of(), Map.of(), List.of(), List.of(), List.of());

    /** A check that is not judged for anybody; {@code until} is the last day, null means for good. */
    public record Muted(
            String check, String reason, @Nullable LocalDate until) {
        boolean holds(LocalDate today) {
            return until == null || !today.isAfter(until);
        }
    }

    /**
     * Agreed with one customer: other thresholds, or, without thresholds, a deviation that is accepted: it is still
     * found and kept, but muted.
     *
     * @param subject for example {@code domain:example.cn}; null means every subject of the check
     * @param author who agreed
     * @param until the last day it holds; an exception always ends
     */
    public record Exemption(
            String tenant,
            String check,
            @Nullable String subject,
            Map<String, Double> thresholds,
            String reason,
            @Nullable String author,
            LocalDate until) {
        public Exemption {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("reason is empty; say who agreed to it and why");
            }
        }
    }

    /**
     * An administrator's answer: a dated statement of equal rank with events, so the newest counts.
     *
     * @param setting key of the setting, for example {@code gmail|IMAP_ACCESS}
     * @param value in the words of events
     * @param unit path of the organisational unit; null means the root, or a group if that is named
     * @param group address of the group that has the value for itself
     * @param who said so
     * @param date when, in the tenant's zone
     */
    public record Answer(
            String tenant,
            String setting,
            String value,
            @Nullable String unit,
            @Nullable String group,
            String who,
            LocalDate date) {
        public Answer {
            if (unit != null && group != null) {
                throw new IllegalArgumentException(
                        "unit and group are both given; a value holds at one place, write two");
            }
            if (group != null && !group.contains("@")) {
                throw new IllegalArgumentException("group '" + group + "' is no address; write it as team@example.com");
            }
            if (who.isBlank()) {
                throw new IllegalArgumentException("who is empty; name the administrator who answered");
            }
            if (unit != null && !unit.startsWith("/")) {
                throw new IllegalArgumentException("unit '" + unit + "' is not a path; write it as /Sales/Inside");
            }
        }
    }

    /** The answers about one tenant's settings, for the ledger. */
    List<Statement> answersOf(Tenant tenant) {
        return answers.stream()
                .filter(one -> one.tenant().equals(tenant.id()))
                .map(one -> new Statement(
                        one.setting(),
                        one.group() != null ? null : one.unit() == null ? "/" : one.unit(),
                        one.group(),
                        one.value(),
                        one.date().atStartOfDay(tenant.zone()).toInstant(),
                        RuleVerdict.Evidence.ANSWER,
                        one.who()))
                .toList();
    }

    /** What holds on a day, as the checks want it. */
    Calibration on(LocalDate today) {
        return new Calibration(
                thresholds,
                lists,
                muted.stream().filter(one -> one.holds(today)).map(Muted::check).toList(),
                exceptions.stream()
                        .filter(one -> !one.thresholds().isEmpty())
                        .map(one -> new Calibration.Exemption(
                                one.tenant(), one.check(), one.thresholds(), false, one.reason(), one.until()))
                        .toList());
    }
}
