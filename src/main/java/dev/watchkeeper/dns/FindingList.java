package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.MailDnsArea;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lints of one look have found so far. */
final class FindingList {
    private final List<DnsFinding> findings = new ArrayList<>();
    private final Map<MailDnsArea, String> unknown = new EnumMap<>(MailDnsArea.class);

    /** Adds a finding; the details alternate names and values. */
    void add(DnsCode code, @Nullable Severity severity, String record, Object... details) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < details.length; i += 2) {
            named.put(String.valueOf(details[i]), details[i + 1]);
        }
        findings.add(new DnsFinding(code, severity, Txt.printable(record), named, true));
    }

    void remark(DnsCode code, String record, Object... details) {
        add(code, null, record, details);
    }

    /** An area could not be read; the first reason stays. */
    void gap(MailDnsArea area, String reason) {
        unknown.putIfAbsent(area, reason);
    }

    void gap(MailDnsArea area, Answer answer) {
        gap(area, answer.name() + ": " + answer.why());
    }

    boolean has(DnsCode code) {
        return findings.stream().anyMatch(f -> f.code() == code);
    }

    List<DnsFinding> findings() {
        return findings;
    }

    Map<MailDnsArea, String> unknown() {
        return unknown;
    }
}
