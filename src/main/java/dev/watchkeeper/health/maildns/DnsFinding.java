package dev.watchkeeper.health.maildns;

import dev.watchkeeper.finding.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fault (or remark) in a domain's mail DNS.
 *
 * @param severity null for a mere remark, which opens no finding
 * @param record the name asked, or the record as it stands, made printable
 * @param detail numbers and names to show, in display order
 * @param confirmed false while a "missing" answer was seen in one look only: no urgent mail before a second look, at
 *     least a minute later, has seen the same
 */
public record DnsFinding(
        DnsCode code, @Nullable Severity severity, String record, Map<String, Object> detail, boolean confirmed) {
    public DnsFinding {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    /** {@code info} where there is no severity. */
    public String severityWord() {
        return severity == null ? "info" : severity.word();
    }

    public DnsFinding unconfirmed() {
        return new DnsFinding(code, severity, record, detail, false);
    }
}
