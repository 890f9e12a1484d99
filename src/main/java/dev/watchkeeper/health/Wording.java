package dev.watchkeeper.health;

import dev.watchkeeper.tenant.Text;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the evidence into the catalogue's sentences. What was put in is not looked at again.
 *
 * <ul>
 *   <li>{@code {users}}: the value, in words where the vocabulary has some
 *   <li>{@code {users#user|users}}: the value and the noun that fits the number
 *   <li>{@code {users?is|are}}: only the word that fits the number
 *   <li>{@code [ from {before}]}: left out if a value in it is missing or empty
 * </ul>
 */
final class Wording {
    private static final double SHOWN_WITH_A_FRACTION = 10;

    private final Map<String, Text> vocabulary;

    /**
     * A wording.
     *
     * @param vocabulary what names of Google's and ours are called by people
     */
    Wording(Map<String, Text> vocabulary) {
        this.vocabulary = Map.copyOf(vocabulary);
    }

    Text fill(Text template, Map<String, Object> values) {
        return new Text(fill(template.en(), values, ", ", Text::en), fill(template.zh(), values, "、", Text::zh));
    }

    private String fill(
            String template, Map<String, Object> values, String separator, Function<Text, String> language) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('[', at);
            int close = open < 0 ? -1 : template.indexOf(']', open);
            if (close < 0) {
                break;
            }
            text.append(blanks(template.substring(at, open), values, separator, language));
            String part = template.substring(open + 1, close);
            if (isWhole(part, values)) {
                text.append(blanks(part, values, separator, language));
            }
            at = close + 1;
        }
        return text.append(blanks(template.substring(at), values, separator, language))
                .toString();
    }

    private static boolean isWhole(String part, Map<String, Object> values) {
        for (int open = part.indexOf('{'); open >= 0; open = part.indexOf('{', open + 1)) {
            int close = part.indexOf('}', open);
            Object value = close < 0 ? null : values.get(name(part.substring(open + 1, close)));
            if (value == null || String.valueOf(value).isBlank()) {
                return false;
            }
        }
        return true;
    }

    private String blanks(
            String template, Map<String, Object> values, String separator, Function<Text, String> language) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            text.append(template, at, open);
            String blank = template.substring(open + 1, close);
            String name = name(blank);
            Object value = values.get(name);
            char form = name.length() < blank.length() ? blank.charAt(name.length()) : ' ';
            if (form != '?') {
                text.append(shown(value, separator, language));
            }
            if (form != ' ') {
                String[] words = blank.substring(name.length() + 1).split("\\|", -1);
                text.append(form == '#' ? " " : "").append(isOne(value) ? words[0] : words[words.length - 1]);
            }
            at = close + 1;
        }
        return text.append(template.substring(at)).toString();
    }

    private static String name(String blank) {
        int end = 0;
        while (end < blank.length() && blank.charAt(end) != '#' && blank.charAt(end) != '?') {
            end++;
        }
        return blank.substring(0, end);
    }

    private static boolean isOne(@Nullable Object value) {
        return value instanceof Number number && number.doubleValue() == 1;
    }

    private String shown(@Nullable Object value, String separator, Function<Text, String> language) {
        if (value == null) {
            return "?";
        }
        if (value instanceof Double number
                && (number == Math.rint(number) || Math.abs(number) >= SHOWN_WITH_A_FRACTION)) {
            return String.valueOf(Math.round(number));
        }
        if (value instanceof Collection<?> many) {
            String few = many.stream()
                    .map(one -> said(String.valueOf(one), language))
                    .distinct()
                    .limit(3)
                    .collect(Collectors.joining(separator));
            return Plain.line(many.size() > 3 ? few + " …" : few, 200);
        }
        return Plain.line(said(String.valueOf(value), language), 120);
    }

    /** A value in words: itself, what stands before a remark in brackets, or the type before a field's name. */
    private String said(String value, Function<Text, String> language) {
        Text known = vocabulary.get(value);
        if (known != null) {
            return language.apply(known);
        }
        int remark = value.indexOf(" (");
        if (remark > 0 && value.endsWith(")")) {
            return said(value.substring(0, remark), language) + value.substring(remark);
        }
        int blank = value.indexOf(' ');
        Text type = blank > 0 && value.indexOf('_', blank) > 0 ? vocabulary.get(value.substring(0, blank)) : null;
        return type == null ? value : language.apply(type);
    }
}
