package dev.watchkeeper.health.checks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for words in titles, word by word: "nda" is no part of an agenda. A star stands for more of the same word, as in
 * {@code gehalt*}. Scripts that write without blanks (Chinese, Japanese, Thai) have no words to take apart; there a word is
 * found anywhere in the title.
 */
final class Titles {
    private static final Pattern CAMEL =
            Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}*]+");

    private Titles() {}

    /**
     * The words of the list that a title holds, as they stand in the list.
     *
     * @param harmless phrases that are taken out before, for example "bank holiday"
     */
    static Set<String> find(String title, List<String> words, List<String> harmless) {
        List<String> tokens = tokens(title);
        String solid = String.join(" ", tokens);
        for (String phrase : harmless) {
            if (isSolid(phrase)) {
                solid = solid.replace(phrase.toLowerCase(Locale.ROOT), " ");
            }
        }
        List<String> left = new ArrayList<>(tokens);
        for (String phrase : harmless) {
            if (!isSolid(phrase)) {
                takeOut(left, tokens(phrase));
            }
        }
        Set<String> found = new LinkedHashSet<>();
        for (String word : words) {
            boolean there =
                    isSolid(word) ? solid.contains(word.toLowerCase(Locale.ROOT)) : indexOf(left, tokens(word)) >= 0;
            if (there) {
                found.add(word);
            }
        }
        return found;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (String part : NO_WORD.split(CAMEL.matcher(text).replaceAll(" "), -1)) {
            if (!part.isEmpty()) {
                tokens.add(part.toLowerCase(Locale.ROOT));
            }
        }
        return tokens;
    }

    private static void takeOut(List<String> tokens, List<String> phrase) {
        for (int at = indexOf(tokens, phrase); at >= 0; at = indexOf(tokens, phrase)) {
            tokens.subList(at, at + phrase.size()).clear();
            // What stood on both sides must not become a phrase.
            tokens.add(at, "");
        }
    }

    private static int indexOf(List<String> tokens, List<String> phrase) {
        for (int at = 0; !phrase.isEmpty() && at + phrase.size() <= tokens.size(); at++) {
            boolean all = true;
            for (int i = 0; i < phrase.size() && all; i++) {
                all = fits(phrase.get(i), tokens.get(at + i));
            }
            if (all) {
                return at;
            }
        }
        return -1;
    }

    private static boolean fits(String word, String token) {
        boolean before = word.startsWith("*");
        boolean after = word.endsWith("*") && word.length() > 1;
        String core = word.substring(before ? 1 : 0, word.length() - (after ? 1 : 0));
        if (before && after) {
            return token.contains(core);
        }
        if (before) {
            return token.endsWith(core);
        }
        return after
                ? token.startsWith(core)
                : token.equals(core) || token.equals(core + "s") || token.equals(core + "es");
    }

    /** Whether a word is written in a script without blanks between words. */
    private static boolean isSolid(String word) {
        return word.codePoints().anyMatch(code -> switch (Character.UnicodeScript.of(code)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        });
    }
}
