package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the lints of one look have found so far; of each list in a detail twenty entries are kept, the rest counted. */
final class FindingList {
    private static final int REASONS = 3;

    private final List<DnsFinding> findings = new ArrayList<>();
    private final Map<MailDnsArea, Set<String>> gaps = new EnumMap<>(MailDnsArea.class);
    private final Set<MailDnsArea> outOfReach = EnumSet.noneOf(MailDnsArea.class);

    /** Adds a finding; the details alternate names and values. */
    void add(DnsCode code, @Nullable Severity severity, String record, Object... details) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < details.length; i += 2) {
            put(named, String.valueOf(details[i]), details[i + 1]);
        }
        findings.add(new DnsFinding(code, severity, Txt.printable(record), named, true));
    }

    private static void put(Map<String, Object> named, String name, Object value) {
        if (value instanceof Few<?> few) {
            named.put(name, few.kept());
            if (few.count() > Few.MOST) {
                named.put(name + "_more", few.count() - Few.MOST);
            }
        } else if (value instanceof List<?> list && list.size() > Few.MOST) {
            named.put(name, Few.of(list));
            named.put(name + "_more", list.size() - Few.MOST);
        } else {
            named.put(name, value);
        }
    }

    void remark(DnsCode code, String record, Object... details) {
        add(code, null, record, details);
    }

    /** An area could not be read to its end. */
    void gap(MailDnsArea area, String reason) {
        Set<String> reasons = gaps.computeIfAbsent(area, a -> new LinkedHashSet<>());
        if (reasons.size() < Budget.MOST_QUESTIONS) {
            reasons.add(Txt.printable(reason));
        }
    }

    /** An area that cannot be read from where we run, whatever the state of the domain. */
    void outOfReach(MailDnsArea area, String reason) {
        if (!gaps.containsKey(area)) {
            outOfReach.add(area);
        }
        gap(area, reason);
    }

    boolean has(DnsCode code) {
        return findings.stream().anyMatch(f -> f.code() == code);
    }

    boolean has(MailDnsArea area) {
        return gaps.containsKey(area);
    }

    List<DnsFinding> findings() {
        return findings;
    }

    Map<MailDnsArea, String> unknown() {
        Map<MailDnsArea, String> unknown = new EnumMap<>(MailDnsArea.class);
        gaps.forEach((area, reasons) -> {
            String first = String.join("; ", reasons.stream().limit(REASONS).toList());
            unknown.put(
                    area, reasons.size() > REASONS ? first + "; and " + (reasons.size() - REASONS) + " more" : first);
        });
        return unknown;
    }

    Set<MailDnsArea> outOfReach() {
        Set<MailDnsArea> only = EnumSet.noneOf(MailDnsArea.class);
        outOfReach.stream()
                .filter(area -> gaps.getOrDefault(area, Set.of()).size() == 1)
                .forEach(only::add);
        return only;
    }
}
