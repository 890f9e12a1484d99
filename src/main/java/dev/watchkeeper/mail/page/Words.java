package dev.watchkeeper.mail.page;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of one language in one zone, with its numbers, dates and spans. A key that is not in the file or
 * a placeholder without value is a fault of ours and fails at once.
 */
public final class Words {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");
    /** Names that sentences begin with. */
    private static final Set<String> NAMES = Set.of("Google", "Gmail", "Drive", "Outlook", "Workspace", "Microsoft");

    private static final Map<Language, Map<String, String>> FILES = load();

    private final Language language;
    private final Fmt format;
    private final Map<String, String> texts;

    private Words(Language language, ZoneId zone) {
        this.language = language;
        this.format = new Fmt(language, zone);
        this.texts = FILES.getOrDefault(language, Map.of());
    }

    public static Words of(Language language, ZoneId zone) {
        return new Words(language, zone);
    }

    public Language language() {
        return language;
    }

    public ZoneId zone() {
        return format.zone();
    }

    public Fmt format() {
        return format;
    }

    /**
     * A text with its placeholders filled.
     *
     * @param pairs name, value, name, value …
     */
    public String say(String key, Object... pairs) {
        String pattern = texts.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no text '" + key + "' in " + file(language));
        }
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACEHOLDER.matcher(pattern);
        while (place.find()) {
            place.appendReplacement(filled, Matcher.quoteReplacement(value(key, place.group(1), pairs)));
        }
        return place.appendTail(filled).toString();
    }

    /** A text about a number {@code n}: {@code key.one} for one, else {@code key.other}. */
    public String count(String key, long n, Object... pairs) {
        Object[] all = new Object[pairs.length + 2];
        all[0] = "n";
        all[1] = n;
        System.arraycopy(pairs, 0, all, 2, pairs.length);
        return say(key + (n == 1 ? ".one" : ".other"), all);
    }

    public boolean knows(String key) {
        return texts.containsKey(key);
    }

    public String severity(Severity severity) {
        return say("severity." + severity.word());
    }

    /** Items in one sentence. */
    public String list(List<String> items) {
        return String.join(say("list.and"), items);
    }

    /** A text of ours as it begins a line: with a capital where the script has them. */
    public static String opening(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /**
     * A sentence as it goes on after a colon: without the capital it began with, unless that belongs to a name. Scripts
     * without capitals stay as they are.
     */
    public static String following(String text) {
        boolean capital =
                text.length() > 1 && Character.isUpperCase(text.charAt(0)) && Character.isLowerCase(text.charAt(1));
        String first = text.split("[ ,;:.]", 2)[0];
        return capital && !NAMES.contains(first)
                ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
                : text;
    }

    private static String value(String key, String name, Object... pairs) {
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return String.valueOf(pairs[i + 1]);
            }
        }
        throw new IllegalArgumentException("text '" + key + "' needs a value for {" + name + "}");
    }

    /** Every key of a language and its placeholders; for the test that both files are equal. */
    static Map<String, Set<String>> placeholders(Language language) {
        Map<String, Set<String>> all = new TreeMap<>();
        FILES.getOrDefault(language, Map.of()).forEach((key, text) -> {
            Set<String> names = new TreeSet<>();
            Matcher place = PLACEHOLDER.matcher(text);
            while (place.find()) {
                names.add(place.group(1));
            }
            all.put(key, names);
        });
        return all;
    }

    private static Map<Language, Map<String, String>> load() {
        Map<Language, Map<String, String>> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Properties file = new Properties();
            try (InputStream in = Words.class.getResourceAsStream(file(language))) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks " + file(language));
                }
                file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Map<String, String> texts = new TreeMap<>();
            file.stringPropertyNames().forEach(key -> texts.put(key, file.getProperty(key)));
            all.put(language, Collections.unmodifiableMap(texts));
        }
        return all;
    }

    private static String file(Language language) {
        return "words." + language.tag() + ".properties";
    }
}
