package dev.watchkeeper.health.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An organisational unit through time; changed only while its {@link UnitTree} is built. */
public final class Unit {
    /** A stretch of time with one name and one parent, from {@code since} (null: always) to the next. */
    private record Span(
            @Nullable Instant since, String name, @Nullable Unit parent) {}

    private final String id;
    private final List<Span> spans = new ArrayList<>(); // newest first
    private @Nullable Instant created;
    private @Nullable Instant removed;

    Unit(String id, String name, @Nullable Unit parent) {
        this.id = id;
        spans.add(new Span(null, name, parent));
    }

    public String id() {
        return id;
    }

    /** When it was created; null if that is not known. */
    public @Nullable Instant created() {
        return created;
    }

    boolean exists() {
        return removed == null;
    }

    boolean existsAt(Instant at) {
        return (created == null || !created.isAfter(at)) && (removed == null || removed.isAfter(at));
    }

    void createdAt(Instant at) {
        created = at;
    }

    void removedAt(Instant at) {
        removed = at;
    }

    /** Before an instant it had another name or parent; called from the newest change to the oldest. */
    void wasBefore(Instant change, String name, @Nullable Unit parent) {
        Span oldest = spans.remove(spans.size() - 1);
        spans.add(new Span(change, oldest.name(), oldest.parent()));
        spans.add(new Span(null, name, parent));
    }

    String earliestName() {
        return spans.get(spans.size() - 1).name();
    }

    @Nullable
    Unit earliestParent() {
        return spans.get(spans.size() - 1).parent();
    }

    boolean wasEverNamed(String name) {
        return spans.stream().anyMatch(span -> span.name().equals(name));
    }

    String nameAt(Instant at) {
        return spanAt(at).name();
    }

    /** The parent now; null for the root. */
    public @Nullable Unit parent() {
        return spans.get(0).parent();
    }

    /** The path now, {@code /} for the root. */
    public String path() {
        return path(spans.get(0), null);
    }

    String pathAt(Instant at) {
        return path(spanAt(at), at);
    }

    private static String path(Span span, @Nullable Instant at) {
        Unit parent = span.parent();
        if (parent == null) {
            return "/";
        }
        String above = at == null ? parent.path() : parent.pathAt(at);
        return (above.equals("/") ? "/" : above + "/") + span.name();
    }

    private Span spanAt(Instant at) {
        for (Span span : spans) {
            if (span.since() == null || !at.isBefore(span.since())) {
                return span;
            }
        }
        return spans.get(spans.size() - 1);
    }

    @Override
    public String toString() {
        return path();
    }
}
