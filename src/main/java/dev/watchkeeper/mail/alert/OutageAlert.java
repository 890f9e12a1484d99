package dev.watchkeeper.mail.alert;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * News of an incident at Google.
 *
 * @param id Google's id of the incident
 * @param title and lastWord: Google's words, untrusted
 * @param products titles of all products concerned
 * @param since as Google tells it; null if it does not
 * @param at when we learned the news
 * @param grave whether service is disturbed; an information alone opens no conversation
 */
public record OutageAlert(
        Kind kind,
        String id,
        String title,
        String lastWord,
        List<String> products,
        @Nullable Instant since,
        @Nullable Instant ended,
        Instant at,
        String link,
        boolean grave) {
    /** What happened. */
    public enum Kind {
        OPENED,
        RAISED,
        RECOVERED,
        CLOSED,
        REOPENED,
        VANISHED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean opens() {
            return this == OPENED || this == RAISED || this == REOPENED;
        }
    }

    public OutageAlert {
        products = List.copyOf(products);
    }

    /** Names the matter in threads and notes. */
    String matter() {
        return "g-" + id.toLowerCase(Locale.ROOT);
    }
}
