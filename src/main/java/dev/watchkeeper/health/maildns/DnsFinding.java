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
 * @param cure what mends it; null if that is not a matter of records, or not known
 */
public record DnsFinding(
        DnsCode code,
        @Nullable Severity severity,
        String record,
        Map<String, Object> detail,
        boolean confirmed,
        @Nullable Cure cure) {
    public DnsFinding {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    public DnsFinding(
            DnsCode code, @Nullable Severity severity, String record, Map<String, Object> detail, boolean confirmed) {
        this(code, severity, record, detail, confirmed, null);
    }

    /** {@code info} where there is no severity. */
    public String severityWord() {
        return severity == null ? "info" : severity.word();
    }

    public DnsFinding unconfirmed() {
        return new DnsFinding(code, severity, record, detail, false, cure);
    }

    public DnsFinding withCure(Cure found) {
        return new DnsFinding(code, severity, record, detail, confirmed, found);
    }

    /** The same as a fault of this severity. */
    public DnsFinding as(Severity other) {
        return new DnsFinding(code, other, record, detail, confirmed, cure);
    }
}
