package dev.watchkeeper.digest;

import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One customer in the table.
 *
 * @param scoreChange since the baseline; null if it was not there then
 * @param oldest since when its oldest open critical or high finding is open; null if it has none
 */
public record CustomerRow(
        Tenant customer,
        int score,
        @Nullable Integer scoreChange,
        Figures open,
        @Nullable Instant oldest) {
    /** Critical first, then the deepest fall of the score, then high, then name. */
    static final Comparator<CustomerRow> ORDER = Comparator.comparingInt(
                    (CustomerRow row) -> -row.open().critical())
            .thenComparingInt(row -> row.scoreChange() == null ? 0 : row.scoreChange())
            .thenComparingInt(row -> -row.open().high())
            .thenComparing(row -> row.customer().name())
            .thenComparing(row -> row.customer().id());
}
