package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Change;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line about one or more changes of a kind. What would read the same is one line that says how often, so that the
 * lines still add up to the number before them.
 *
 * @param count findings the line stands for
 */
record Told(String line, int count) {
    /** The same in this many customers is one line with their names. */
    private static final int GROUP = 3;

    /** Lines in the order in which their first change comes. */
    static List<Told> of(List<Change> changes, Voice voice) {
        Map<String, List<Change>> alike = new LinkedHashMap<>();
        changes.forEach(change -> alike.computeIfAbsent(
                        change.finding().checkId() + what(change, voice), k -> new ArrayList<>())
                .add(change));
        List<Told> lines = new ArrayList<>();
        for (List<Change> same : alike.values()) {
            List<Tenant> customers =
                    same.stream().map(Change::customer).distinct().toList();
            String what = what(same.get(0), voice);
            if (customers.size() >= GROUP) {
                // The names say how many there are, unless one of them has it twice.
                int count = same.size() == customers.size() ? 1 : same.size();
                lines.add(new Told(line(Names.of(customers, voice), what, count, voice), same.size()));
            } else {
                for (Tenant customer : customers) {
                    int count = (int) same.stream()
                            .filter(c -> c.customer().equals(customer))
                            .count();
                    lines.add(new Told(line(voice.shortName(customer), what, count, voice), count));
                }
            }
        }
        return lines;
    }

    private static String line(String customer, String what, int count, Voice voice) {
        String line = voice.say("since.item", "customer", customer, "title", what);
        return count == 1 ? line : line + " ×" + count;
    }

    private static String what(Change change, Voice voice) {
        String title = voice.title(change.finding());
        return switch (change.kind()) {
            case WORSENED, EASED ->
                voice.say(
                        "since.item.moved",
                        "title",
                        title,
                        "before",
                        voice.say("severity.in." + change.before().word()),
                        "after",
                        voice.say("severity.in." + change.after().word()));
            default -> title;
        };
    }

    static String kind(Change.Kind kind, int n, Voice voice) {
        return voice.say("since." + kind.name().toLowerCase(Locale.ROOT), "n", n);
    }
}
