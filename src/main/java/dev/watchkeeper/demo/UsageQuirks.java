package dev.watchkeeper.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The ways in which usage reports are late, partial or odd. Safe for use by several threads. */
public final class UsageQuirks {
    private final List<Gap> gaps = new CopyOnWriteArrayList<>();
    private final Set<LocalDate> empty = ConcurrentHashMap.newKeySet();
    private final Set<Integer> withoutAddress = ConcurrentHashMap.newKeySet();
    private volatile int lagDays = 2;
    private volatile int customerPages = 1;
    private volatile boolean dateless;
    private volatile boolean referenceNames;

    private record Gap(LocalDate date, String application, boolean later, boolean codeAsNumber) {}

    /** How many days the newest report is behind. */
    public UsageQuirks lag(int days) {
        lagDays = days;
        return this;
    }

    /** An application's data of a date is missing: for good, or until later. */
    public UsageQuirks gap(LocalDate date, String application, boolean later, boolean codeAsNumber) {
        gaps.add(new Gap(date, application, later, codeAsNumber));
        return this;
    }

    /** The report of a date has no content. */
    public UsageQuirks emptyOn(LocalDate date) {
        empty.add(date);
        return this;
    }

    /** A user whose address Google forgets to send. */
    public UsageQuirks withoutAddress(int user) {
        withoutAddress.add(user);
        return this;
    }

    /** The customer's report of one date comes in several pages. */
    public UsageQuirks customerPages(int pages) {
        customerPages = pages;
        return this;
    }

    /** A refusal of too recent a date names none. */
    public UsageQuirks dateless(boolean yes) {
        dateless = yes;
        return this;
    }

    /** Times under the names of Google's reference instead of those seen in the field. */
    public UsageQuirks referenceNames(boolean yes) {
        referenceNames = yes;
        return this;
    }

    int lagDays() {
        return lagDays;
    }

    int customerPages() {
        return customerPages;
    }

    boolean isDateless() {
        return dateless;
    }

    boolean isEmpty(LocalDate date) {
        return empty.contains(date);
    }

    boolean isAddressMissing(int user) {
        return withoutAddress.contains(user);
    }

    boolean isMissing(LocalDate date, String parameter) {
        return gaps.stream().anyMatch(g -> g.date().equals(date) && parameter.startsWith(g.application() + ":"));
    }

    List<Map<String, Object>> warnings(LocalDate date) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Gap gap : gaps) {
            if (gap.date().equals(date)) {
                String words = "for date " + date + " for application \"" + gap.application() + "\" is not available";
                Map<String, Object> warning = new LinkedHashMap<>();
                warning.put(
                        "code",
                        gap.codeAsNumber() ? "200" : gap.later() ? "PARTIAL_DATA_AVAILABLE" : "DATA_NOT_AVAILABLE");
                warning.put(
                        "message",
                        gap.later()
                                ? "Data " + words + " right now, please try again after a few hours."
                                : "Sorry, data " + words + ".");
                warning.put(
                        "data",
                        List.of(
                                Map.of("key", "date", "value", date.toString()),
                                Map.of("key", "application", "value", gap.application())));
                list.add(warning);
            }
        }
        return list;
    }

    Map<String, Object> named(Map<String, Object> values) {
        if (!referenceNames) {
            return values;
        }
        Map<String, Object> renamed = new LinkedHashMap<>();
        values.forEach((name, value) -> renamed.put(
                switch (name) {
                    case "accounts:last_login_time" -> "accounts:timestamp_last_login";
                    case "accounts:creation_time" -> "accounts:timestamp_creation";
                    case "accounts:is_disabled" -> "accounts:disabled";
                    case "gmail:last_imap_time" -> "gmail:timestamp_last_imap";
                    default -> name;
                },
                value));
        return renamed;
    }
}
