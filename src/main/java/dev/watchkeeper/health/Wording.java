package dev.watchkeeper.health;

import dev.watchkeeper.tenant.Text;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the evidence into the catalogue's sentences. What was put in is not looked at again. */
final class Wording {
    private Wording() {}

    static Text fill(Text template, Map<String, Object> values) {
        return new Text(fill(template.en(), values, ", "), fill(template.zh(), values, "、"));
    }

    private static String fill(String template, Map<String, Object> values, String separator) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            text.append(template, at, open);
            text.append(shown(values.get(template.substring(open + 1, close)), separator));
            at = close + 1;
        }
        return text.append(template.substring(at)).toString();
    }

    private static String shown(@org.jspecify.annotations.Nullable Object value, String separator) {
        if (value == null) {
            return "?";
        }
        if (value instanceof Double number && number == Math.rint(number)) {
            return String.valueOf(number.longValue());
        }
        if (value instanceof Collection<?> many) {
            String few = many.stream().limit(3).map(String::valueOf).collect(Collectors.joining(separator));
            return Plain.line(many.size() > 3 ? few + " …" : few, 200);
        }
        return Plain.line(String.valueOf(value), 120);
    }
}
