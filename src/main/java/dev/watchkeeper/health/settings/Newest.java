package dev.watchkeeper.health.settings;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest statements about one setting at one place; what is added in any order, or twice, gives the same. */
final class Newest {
    /**
     * What one activity says last.
     *
     * @param value null if the place gives up its own value
     * @param ambiguous said for a name that several units had
     */
    record Word(
            @Nullable String value, int index, @Nullable String by, RuleVerdict.Evidence source, boolean ambiguous) {
        Word forSeveral() {
            return new Word(value, index, by, source, true);
        }
    }

    private @Nullable Instant at;
    private final Map<String, Word> byActivity = new TreeMap<>();

    void add(Instant time, String activity, Word word) {
        if (at != null && time.isBefore(at)) {
            return;
        }
        if (at == null || time.isAfter(at)) {
            at = time;
            byActivity.clear();
        }
        byActivity.merge(activity, word, (one, other) -> one.index() >= other.index() ? one : other);
    }

    OwnValue value(@Nullable Setting setting) {
        Word first = null;
        for (Word word : byActivity.values()) {
            if (word.ambiguous()) {
                return of(OwnValue.Kind.AMBIGUOUS, word);
            }
            if (first == null) {
                first = word;
                continue;
            }
            Word agreed = agreed(first, word, setting);
            if (agreed == null) {
                return of(OwnValue.Kind.CONFLICT, first);
            }
            first = agreed;
        }
        return first == null
                ? OwnValue.NOTHING
                : of(first.value() == null ? OwnValue.Kind.NONE : OwnValue.Kind.VALUE, first);
    }

    private static @Nullable Word agreed(Word one, Word other, @Nullable Setting setting) {
        if (one.value() == null || other.value() == null) {
            return one.value() == null && other.value() == null ? one : null;
        }
        if (one.value().equals(other.value())) {
            return one;
        }
        String agreed = setting == null ? null : setting.agreed(one.value(), other.value());
        return agreed == null ? null : agreed.equals(one.value()) ? one : other;
    }

    private OwnValue of(OwnValue.Kind kind, Word word) {
        return new OwnValue(kind, word.value() == null ? "" : word.value(), at, word.by(), word.source());
    }
}
