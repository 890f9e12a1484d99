package dev.watchkeeper.health.incidents;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One incident as the feed tells it now; texts are plain, on one line, and untrusted.
 *
 * @param id letters and digits, the only key to keep
 * @param begin set by hand at Google; null if it cannot be read
 * @param end null while it has not ended; may lie in the future
 * @param updates oldest first
 */
public record Incident(
        String id,
        String title,
        @Nullable Instant begin,
        @Nullable Instant end,
        Impact impact,
        String severity,
        List<Product> products,
        List<Update> updates) {
    /** One thing Google said. */
    public record Update(Instant when, Impact status, String text) {}

    public Incident {
        products = List.copyOf(products);
        updates = updates.stream().sorted(Comparator.comparing(Update::when)).toList();
    }

    public boolean isOpen(Instant now) {
        return end == null || end.isAfter(now);
    }

    /** Open, but Google's last word is that the service works again. */
    public boolean isRecovered(Instant now) {
        return isOpen(now) && last().map(u -> u.status() == Impact.AVAILABLE).orElse(false);
    }

    /** What holds at present: the last word, else the impact of the whole. */
    public Impact state() {
        return last().map(Update::status).filter(s -> s != Impact.UNKNOWN).orElse(impact);
    }

    public boolean touches(String productId) {
        return products.stream().anyMatch(p -> p.id().equals(productId));
    }

    /**
     * The products of this incident that concern somebody who uses these ids; the Admin console concerns everybody.
     *
     * @param used dashboard ids; empty stands for the core services
     */
    public List<Product> concerning(List<String> used) {
        List<String> ids = used.isEmpty() ? Product.CORE : used;
        return products.stream()
                .filter(p -> ids.contains(p.id()) || p.title().contains("Admin"))
                .toList();
    }

    public Optional<Update> last() {
        return updates.isEmpty() ? Optional.empty() : Optional.of(updates.get(updates.size() - 1));
    }

    /** The first word of the unbroken run of "available" that stands at the end; empty if there is none. */
    public Optional<Instant> availableSince() {
        Instant since = null;
        for (Update update : updates) {
            since = update.status() != Impact.AVAILABLE ? null : since == null ? update.when() : since;
        }
        return Optional.ofNullable(since);
    }

    /** The page of the incident; built from the id, never from the feed's own link. */
    public String link() {
        return "https://www.google.com/appsstatus/dashboard/incidents/" + id;
    }
}
