package dev.watchkeeper.dns;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A TXT record of the form that MTA-STS (RFC 8461 3.1) and TLS reporting (RFC 8460 3) share: the version in exact
 * letters, then fields behind semicolons, no blanks around an equals sign. Pure.
 *
 * @param fields in order; of two with one name both are told by the fault
 * @param fault what breaks the grammar, in words; empty if nothing does
 */
record FieldRecord(Map<String, String> fields, String fault) {
    private static final int LONGEST_NAME = 32;

    /** True if the text begins with this version as a whole word: then, and only then, receivers look at it. */
    static boolean claims(String version, String text) {
        return text.startsWith(version)
                && (text.length() == version.length() || " \t;".indexOf(text.charAt(version.length())) >= 0);
    }

    /** Takes a record apart that claims the version. */
    static FieldRecord parse(String version, String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        int from = skipBlanks(text, version.length());
        while (from < text.length()) {
            if (text.charAt(from) != ';') {
                return broken(fields, "a semicolon is missing behind " + version);
            }
            int next = text.indexOf(';', from + 1);
            int to = next < 0 ? text.length() : next;
            String field = trim(text.substring(from + 1, to));
            from = to;
            if (field.isEmpty()) {
                if (to < text.length()) {
                    return broken(fields, "two semicolons in a row");
                }
                continue;
            }
            int equals = field.indexOf('=');
            if (equals < 0) {
                return broken(fields, "'" + Txt.brief(field) + "' is not name=value");
            }
            String name = field.substring(0, equals);
            String value = field.substring(equals + 1);
            if (!isName(name)) {
                return broken(fields, "'" + Txt.brief(name) + "' is not a name; no blank may stand before the =");
            }
            if (value.isEmpty() || value.charAt(0) == ' ' || value.charAt(0) == '\t') {
                return broken(fields, name + "= has no value right behind it");
            }
            if (fields.putIfAbsent(name, value) != null) {
                return broken(fields, name + " stands twice");
            }
        }
        return new FieldRecord(fields, "");
    }

    private static FieldRecord broken(Map<String, String> fields, String fault) {
        return new FieldRecord(fields, fault);
    }

    /** True for 1 to 32 ASCII letters and digits. */
    static boolean isId(String text) {
        boolean fits = !text.isEmpty() && text.length() <= 32;
        for (int i = 0; fits && i < text.length(); i++) {
            fits = isAlphanumeric(text.charAt(i));
        }
        return fits;
    }

    private static boolean isName(String name) {
        boolean fits = !name.isEmpty() && name.length() <= LONGEST_NAME && isAlphanumeric(name.charAt(0));
        for (int i = 1; fits && i < name.length(); i++) {
            fits = isAlphanumeric(name.charAt(i)) || "_-.".indexOf(name.charAt(i)) >= 0;
        }
        return fits;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static String trim(String text) {
        int end = text.length();
        while (end > 0 && " \t".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(Math.min(skipBlanks(text, 0), end), end);
    }

    String get(String name) {
        return fields.getOrDefault(name, "");
    }
}
