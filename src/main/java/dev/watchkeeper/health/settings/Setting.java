package dev.watchkeeper.health.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one setting.
 *
 * @param key product or kind, a bar, the exact name: {@code gmail|IMAP_ACCESS}, {@code service|Sites}
 * @param values the values foreseen; any other one is shown and judged by nobody
 * @param standard Google's documented default; null if none is documented. A hint, never evidence
 * @param number true if the values are whole numbers
 * @param names other names the same setting had, or will have
 * @param coarser words of the new names that say less than those of the old: the old ones agreeing with each
 * @param api fields of the Policy API that hold the same setting
 */
public record Setting(
        String key,
        Set<String> values,
        @Nullable String standard,
        boolean number,
        List<OtherName> names,
        Map<String, List<String>> coarser,
        List<ApiField> api) {
    /**
     * A name the setting has besides its first: {@code seen}, {@code older}, {@code candidate}, or {@code one_history} if
     * the public auditor counts both names as one setting.
     *
     * @param values its values in the words of the first name, where they differ
     * @param otherwise the word for every other value; null if values are the same
     */
    public record OtherName(
            String name,
            String status,
            Map<String, String> values,
            @Nullable String otherwise) {
        public OtherName {
            values = Map.copyOf(values);
        }

        /** The value in the words of the setting's first name. */
        String canonical(String value) {
            String word = values.get(value);
            return word != null ? word : otherwise != null ? otherwise : value;
        }

        /** A candidate is proposed to operators, never applied by itself. */
        public boolean isSure() {
            return !status.equals("candidate");
        }
    }

    /** A field such as {@code gmail.imap_access.enableImapAccess}, and its values in the words of events. */
    public record ApiField(String field, Map<String, String> values) {
        public ApiField {
            values = Map.copyOf(values);
        }

        public String type() {
            return field.substring(0, field.lastIndexOf('.'));
        }

        public String name() {
            return field.substring(field.lastIndexOf('.') + 1);
        }
    }

    public Setting {
        values = Set.copyOf(values);
        names = List.copyOf(names);
        coarser = Map.copyOf(coarser);
        api = List.copyOf(api);
    }

    /** The exact name, without the product. */
    public String name() {
        return key.substring(key.indexOf('|') + 1);
    }

    public String product() {
        return key.substring(0, key.indexOf('|'));
    }

    /** Of two values said at the same instant the more detailed one, if they agree; null if they do not. */
    @Nullable
    String agreed(String one, String other) {
        if (one.equals(other)) {
            return one;
        }
        if (coarser.getOrDefault(one, List.of()).contains(other)) {
            return other;
        }
        return coarser.getOrDefault(other, List.of()).contains(one) ? one : null;
    }

    List<OtherName> sureNames() {
        List<OtherName> all = new ArrayList<>(List.of(new OtherName(name(), "first", Map.of(), null)));
        names.stream().filter(OtherName::isSure).forEach(all::add);
        return all;
    }
}
