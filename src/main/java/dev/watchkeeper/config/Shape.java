package dev.watchkeeper.config;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record asks for: its components in order and how to make one. */
record Shape(Constructor<?> constructor, List<Component> components, Map<String, Integer> byPlainName) {
    /**
     * One component.
     *
     * @param optional true for {@code @Nullable} and {@code Optional}: the key may be absent
     * @param collection true for List, Set and Map: an absent key means empty
     */
    record Component(String name, Type type, boolean optional, boolean collection) {}

    /** The place of the component of this name; -1 if there is none. */
    int named(String name) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    static Shape of(Class<?> type) {
        RecordComponent[] declared = type.getRecordComponents();
        List<Component> components =
                Arrays.stream(declared).map(Shape::component).toList();
        Map<String, Integer> names = new LinkedHashMap<>();
        for (int i = 0; i < declared.length; i++) {
            names.put(Node.plain(declared[i].getName()), i);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new Shape(constructor, components, names);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    private static Component component(RecordComponent component) {
        AnnotatedType annotated = component.getAnnotatedType();
        Class<?> raw = raw(component.getGenericType());
        boolean optional = annotated.isAnnotationPresent(Nullable.class) || raw == Optional.class;
        return new Component(
                component.getName(),
                component.getGenericType(),
                optional,
                raw == List.class || raw == Set.class || raw == Map.class);
    }

    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> plain) {
            return plain;
        }
        throw new IllegalStateException("the reader does not know types like " + type);
    }

    /** The n-th type argument of a List, Set, Map or Optional. */
    static Type argument(Type type, int n) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[n];
        }
        throw new IllegalStateException(type + " needs its type arguments");
    }
}
