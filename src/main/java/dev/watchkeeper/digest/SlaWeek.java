package dev.watchkeeper.digest;

import dev.watchkeeper.mail.page.Share;
import java.time.LocalDate;
import java.util.List;

/**
 * First replies of the last seven full local days, today left out.
 *
 * @param late per day, oldest first; their sum is what the week missed
 * @param atRisk clocks that are past a mark right now
 */
public record SlaWeek(LocalDate from, LocalDate to, Share now, Share before, List<Integer> late, int atRisk) {
    public SlaWeek {
        late = List.copyOf(late);
        long sum = late.stream().mapToLong(Integer::longValue).sum();
        if (sum != now.whole() - now.part()) {
            throw new IllegalArgumentException(
                    "late per day add up to " + sum + ", the week missed " + (now.whole() - now.part()));
        }
        if (!from.plusDays(late.size() - 1L).equals(to)) {
            throw new IllegalArgumentException(late.size() + " days do not reach from " + from + " to " + to);
        }
    }

    public long missed() {
        return now.whole() - now.part();
    }
}
