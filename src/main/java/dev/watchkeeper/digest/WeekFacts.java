package dev.watchkeeper.digest;

import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only the weekly digest tells.
 *
 * @param from the week's Monday, {@code to} its Sunday, both local and included
 * @param attainment a row per metric and severity that had a verdict
 * @param restatements verdicts of earlier weeks that changed
 * @param openByWeek open critical and high at the end of up to twelve weeks, oldest first
 * @param closed what ended last week and who ended it
 * @param ahead what ends in the next thirty days
 */
public record WeekFacts(
        LocalDate from,
        LocalDate to,
        List<Row> attainment,
        List<Restatement> restatements,
        List<Integer> openByWeek,
        List<Closed> closed,
        List<Ending> ahead) {
    /** Verdicts of one metric and severity; {@code worst} is the largest overrun. */
    public record Row(String metric, String severity, Share share, Duration worst) {}

    /** An earlier verdict that was corrected. */
    public record Restatement(String tenantId, String ticket, Text change) {}

    /** A finding that was resolved. */
    public record Closed(
            String tenantId,
            Text what,
            Instant at,
            @Nullable String by) {}

    public WeekFacts {
        attainment = List.copyOf(attainment);
        restatements = List.copyOf(restatements);
        openByWeek = List.copyOf(openByWeek);
        closed = List.copyOf(closed);
        ahead = List.copyOf(ahead);
        if (openByWeek.size() > 12) {
            throw new IllegalArgumentException("twelve weeks at most, not " + openByWeek.size());
        }
    }

    /** All first replies of the week. */
    public Share firstReplies() {
        return attainment.stream()
                .filter(row -> row.metric().equals("first_response"))
                .map(Row::share)
                .reduce(new Share(0, 0), (a, b) -> new Share(a.part() + b.part(), a.whole() + b.whole()));
    }
}
