package dev.watchkeeper.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names the keys in which two readings of the same settings differ. */
public final class Differences {
    private Differences() {}

    /** The paths of all differing keys, in the order of the records' components. */
    public static List<String> between(Record before, Record after) {
        List<String> paths = new ArrayList<>();
        compare(before, after, "", paths);
        return paths;
    }

    private static void compare(@Nullable Object before, @Nullable Object after, String path, List<String> paths) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Record && after instanceof Record && before.getClass() == after.getClass()) {
            for (RecordComponent component : before.getClass().getRecordComponents()) {
                String below = path.isEmpty() ? component.getName() : path + "." + component.getName();
                compare(value(component, before), value(component, after), below, paths);
            }
        } else {
            paths.add(path);
        }
    }

    private static @Nullable Object value(RecordComponent component, Object owner) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
