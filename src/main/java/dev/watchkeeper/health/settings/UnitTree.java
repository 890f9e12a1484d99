package dev.watchkeeper.health.settings;

import dev.watchkeeper.health.ActivityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The organisational units of a tenant and their history: what a name meant at the time of an event. Built from the
 * present listing (or, without one, from the names that events mention) by taking back, newest first, what the
 * administrators did to the tree.
 */
public final class UnitTree {
    private static final Pattern NAME_AND_PATH = Pattern.compile(".* \\((/.*)\\)");
    private static final Set<String> CHANGES =
            Set.of("CREATE_ORG_UNIT", "EDIT_ORG_UNIT_NAME", "MOVE_ORG_UNIT", "REMOVE_ORG_UNIT");

    /** A unit as the Directory lists it now. */
    public record Listed(String id, String path) {}

    private final Unit root = new Unit("root", "", null);
    private final List<Unit> units = new ArrayList<>();
    private final Set<String> rootNames;
    /** When the tree changed; between two changes a name means the same. */
    private final NavigableSet<Instant> changedAt = new TreeSet<>();

    private final Map<String, List<Unit>> resolved = new HashMap<>();

    private UnitTree(Set<String> rootNames) {
        this.rootNames = new TreeSet<>(rootNames);
        units.add(root);
    }

    /** True for events that change the tree. */
    static boolean isChange(ActivityEvent event) {
        return CHANGES.contains(event.name()) && event.time() != null;
    }

    /**
     * Builds the tree.
     *
     * @param listing the units there are now, without the root; null if the Directory is not granted
     * @param changes events that changed the tree, in any order
     * @param mentions names of units in events, used only without a listing
     * @param rootNames what the root is called in events: the organisation's name, the primary domain
     */
    public static UnitTree of(
            @Nullable Collection<Listed> listing,
            Collection<ActivityEvent> changes,
            Collection<String> mentions,
            Set<String> rootNames) {
        UnitTree tree = new UnitTree(rootNames);
        List<ActivityEvent> ordered = changes.stream()
                .filter(UnitTree::isChange)
                .sorted(ActivityEvent.OLDEST_FIRST)
                .toList();
        ordered.forEach(change -> tree.changedAt.add(change.at()));
        Collection<Listed> now = listing == null ? tree.guess(ordered, mentions) : listing;
        Map<String, Unit> byPath = new HashMap<>();
        byPath.put("/", tree.root);
        now.stream()
                .sorted(Comparator.comparing(Listed::path))
                .forEach(unit -> tree.add(unit.id(), unit.path(), byPath));
        for (int i = ordered.size() - 1; i >= 0; i--) {
            tree.takeBack(ordered.get(i));
        }
        if (listing != null) {
            tree.inferRootName(ordered, mentions);
        }
        return tree;
    }

    /**
     * Events may call the root by a name nobody told us. Where the Directory lists all units, the one name that belongs
     * to no unit, present or past, can only be the root's, unless the root goes by a name we know.
     */
    private void inferRootName(List<ActivityEvent> changes, Collection<String> mentions) {
        Set<String> changed = new TreeSet<>();
        changes.forEach(change -> {
            changed.add(leaf(pathOf(change.text("ORG_UNIT_NAME"))));
            changed.add(leaf(pathOf(change.text("NEW_VALUE"))));
        });
        Set<String> strange = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : mentions) {
            if (isRoot(name)) {
                return;
            }
            boolean plain = !name.isBlank() && !name.contains("/");
            if (plain && !changed.contains(name) && units.stream().noneMatch(unit -> unit.wasEverNamed(name))) {
                strange.add(name);
            }
        }
        if (strange.size() == 1) {
            rootNames.addAll(strange);
        }
    }

    private Unit add(String id, String path, Map<String, Unit> byPath) {
        Unit known = byPath.get(path);
        if (known != null) {
            return known;
        }
        int slash = path.lastIndexOf('/');
        String above = slash <= 0 ? "/" : path.substring(0, slash);
        Unit parent = byPath.containsKey(above) ? byPath.get(above) : add("path:" + above, above, byPath);
        Unit unit = new Unit(id, path.substring(slash + 1), parent);
        units.add(unit);
        byPath.put(path, unit);
        return unit;
    }

    /** The paths there must be now, judged by events alone: all that were named and not removed since. */
    private Collection<Listed> guess(List<ActivityEvent> changes, Collection<String> mentions) {
        Set<String> paths = new TreeSet<>();
        Set<String> gone = new TreeSet<>();
        for (ActivityEvent change : changes) {
            String path = pathOf(change.text("ORG_UNIT_NAME"));
            switch (change.name()) {
                case "CREATE_ORG_UNIT" -> {
                    paths.add(path);
                    gone.remove(leaf(path));
                }
                case "REMOVE_ORG_UNIT" -> {
                    paths.removeIf(p -> p.equals(path)
                            || (!change.text("ORG_UNIT_NAME").contains("/") && leaf(p).equals(leaf(path))));
                    gone.add(leaf(path));
                }
                case "EDIT_ORG_UNIT_NAME" -> {
                    String above = path.substring(0, path.lastIndexOf('/') + 1);
                    paths.removeIf(p -> p.equals(path));
                    paths.add(above + leaf(pathOf(change.text("NEW_VALUE"))));
                    gone.add(leaf(path));
                }
                default -> {
                    paths.removeIf(p -> leaf(p).equals(leaf(path)));
                    String parent = pathOf(change.text("NEW_VALUE"));
                    paths.add((parent.equals("/") ? "/" : parent + "/") + leaf(path));
                }
            }
        }
        for (String mention : mentions) {
            String path = pathOf(mention);
            boolean known = path.equals("/")
                    || gone.contains(leaf(path))
                    || (!mention.contains("/") && paths.stream().anyMatch(p -> leaf(p).equals(mention)));
            if (!known) {
                paths.add(path);
            }
        }
        return paths.stream().map(path -> new Listed("path:" + path, path)).toList();
    }

    private void takeBack(ActivityEvent change) {
        Instant at = change.at();
        String named = change.text("ORG_UNIT_NAME");
        switch (change.name()) {
            case "CREATE_ORG_UNIT" -> {
                Unit unit = earliest(named);
                if (unit != null) {
                    unit.createdAt(at);
                }
            }
            case "REMOVE_ORG_UNIT" -> {
                String path = pathOf(named);
                int slash = path.lastIndexOf('/');
                Unit parent = slash <= 0 ? root : earliest(path.substring(0, slash));
                Unit unit = new Unit("removed:" + path + "@" + at, leaf(path), parent == null ? root : parent);
                unit.removedAt(at);
                units.add(unit);
            }
            case "EDIT_ORG_UNIT_NAME" -> {
                String path = pathOf(named);
                String renamed = change.text("NEW_VALUE");
                Unit unit = earliest(
                        named.contains("/") && !renamed.contains("/")
                                ? path.substring(0, path.lastIndexOf('/') + 1) + renamed
                                : renamed);
                if (unit != null) {
                    unit.wasBefore(at, leaf(path), unit.earliestParent());
                }
            }
            default -> {
                String parent = pathOf(change.text("NEW_VALUE"));
                String leaf = leaf(pathOf(named));
                Unit unit = earliest((parent.equals("/") ? "/" : parent + "/") + leaf);
                int slash = pathOf(named).lastIndexOf('/');
                if (unit != null && named.contains("/")) {
                    Unit before = slash <= 0 ? root : earliest(pathOf(named).substring(0, slash));
                    unit.wasBefore(at, leaf, before == null ? root : before);
                }
            }
        }
    }

    /** The one unit that, before all changes taken back so far, is called so; null if none or several are. */
    private @Nullable Unit earliest(String name) {
        String path = pathOf(name);
        List<Unit> found = units.stream()
                .filter(u -> u != root && u.created() == null)
                .filter(u -> name.contains("/")
                        ? earliestPath(u).equals(path)
                        : u.earliestName().equals(name))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static String earliestPath(Unit unit) {
        Unit parent = unit.earliestParent();
        if (parent == null) {
            return "/";
        }
        String above = earliestPath(parent);
        return (above.equals("/") ? "/" : above + "/") + unit.earliestName();
    }

    public Unit root() {
        return root;
    }

    /** All units there are now, the root first, then by path. */
    public List<Unit> existing() {
        return units.stream()
                .filter(Unit::exists)
                .sorted(Comparator.comparing(Unit::path))
                .toList();
    }

    /**
     * What a name meant at an instant: one unit, several (ambiguous), or none (unknown, or not there yet).
     *
     * @param fullPath FULL_ORG_UNIT_PATH; empty if the event has none
     */
    List<Unit> resolve(@Nullable String name, String fullPath, Instant at) {
        String key = changedAt.floor(at) + "\n" + fullPath + "\n" + (name == null ? "" : name);
        return resolved.computeIfAbsent(key, k -> find(name, fullPath, at));
    }

    private List<Unit> find(@Nullable String name, String fullPath, Instant at) {
        if (!fullPath.isEmpty()) {
            return byPath(fullPath, at);
        }
        if (name == null || name.isBlank() || isRoot(name)) {
            return List.of(root);
        }
        Matcher both = NAME_AND_PATH.matcher(name);
        if (both.matches()) {
            return byPath(both.group(1), at);
        }
        if (name.contains("/")) {
            return byPath(pathOf(name), at);
        }
        return units.stream()
                .filter(u -> u != root && u.existsAt(at) && u.nameAt(at).equals(name))
                .toList();
    }

    private List<Unit> byPath(String path, Instant at) {
        return units.stream()
                .filter(u -> u.existsAt(at) && u.pathAt(at).equals(path))
                .toList();
    }

    private boolean isRoot(String name) {
        return name.equals("/") || rootNames.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** A name as a path: with the root's name in front dropped, and a slash before it. */
    private String pathOf(String name) {
        if (name.isBlank() || isRoot(name)) {
            return "/";
        }
        for (String rootName : rootNames) {
            for (String front : List.of("/" + rootName + "/", rootName + "/")) {
                if (name.regionMatches(true, 0, front, 0, front.length())) {
                    return "/" + name.substring(front.length());
                }
            }
        }
        return name.startsWith("/") ? name : "/" + name;
    }

    private static String leaf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
