package dev.watchkeeper.health;

import java.util.List;
import java.util.Set;

/**
 * How long what a check found lives. Age ends nothing: that it is no news any more is a property of telling.
 *
 * @param begins what begins it: {@code event}, {@code usage}, {@code setting}, {@code directory}, {@code dns},
 *     {@code feed} or {@code own}
 * @param ends what ends it beside a person: the same words, {@code log} for a log that was read and shows that it is
 *     over, {@code deadline} for a date after which nothing is left to save
 * @param newsDays for how many days it is news
 * @param proves what proves it again, or shows that it is over: the sources of the verdict
 * @param lasts wordings of verdicts that stay until a verdict about their subject says that it is over, even when the log
 *     that began them has been forgotten; {@code *} for all
 */
public record Lifespan(String begins, List<String> ends, int newsDays, List<String> proves, Set<String> lasts) {
    public Lifespan {
        ends = List.copyOf(ends);
        proves = List.copyOf(proves);
        lasts = Set.copyOf(lasts);
    }

    /** Whether a failure with this wording stays until its subject is said to be over. */
    public boolean lasts(String wording) {
        return lasts.contains("*") || lasts.contains(wording);
    }
}
