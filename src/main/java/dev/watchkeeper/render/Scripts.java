package dev.watchkeeper.render;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text printable in a report whatever script it is in: what no font has is written by its sound or its name, never
 * as a blank or a box; what runs from right to left is put in the order in which it is seen. For whole pages: markup is
 * ASCII and stays as it is.
 */
final class Scripts {
    /** Joiners and variation selectors: they change how others look, where a font can. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u200b-\\u200f\\u2060\\ufe00-\\ufe0f\\x{e0000}-\\x{e01ef}]");

    private static final String RIGHT = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefe";
    private static final Pattern FROM_THE_RIGHT =
            Pattern.compile("[" + RIGHT + "](?:[" + RIGHT + " 0-9.,-]*[" + RIGHT + "])?");
    private static final Pattern NUMBER =
            Pattern.compile("[0-9\\u0660-\\u0669\\u06f0-\\u06f9][0-9\\u0660-\\u0669\\u06f0-\\u06f9.,]*");

    /** {@code GEORGIAN LETTER AN}: what follows is the sound. */
    private static final Pattern SOUND = Pattern.compile(
            ".*\\b(?:LETTER|SYLLABLE|VOWEL SIGN|CONSONANT|IDEOGRAPH-)\\b(?: [A-Z]+ (?:LETTER|SIGN))? ?(.+)");

    private final BitSet printable;

    Scripts(BitSet printable) {
        this.printable = printable;
    }

    String printable(String text) {
        if (text.codePoints().allMatch(code -> code < 0x590)) {
            return text;
        }
        String seen = FROM_THE_RIGHT
                .matcher(INVISIBLE.matcher(text).replaceAll(""))
                .replaceAll(run -> Matcher.quoteReplacement(asSeen(Arabic.shaped(run.group()))));
        StringBuilder all = new StringBuilder(seen.length() + 16);
        seen.codePoints().forEach(code -> {
            if (code < 0x80 || printable.get(code)) {
                all.appendCodePoint(code);
            } else {
                all.append(called(code));
            }
        });
        return all.toString();
    }

    /** The sound of a letter, the name of a sign, the number of a character of Chinese. */
    private static String called(int code) {
        if (Character.isIdeographic(code)) {
            return "〔U+" + Integer.toHexString(code).toUpperCase(Locale.ROOT) + "〕";
        }
        String name = Character.getName(code);
        if (name == null || Character.getType(code) == Character.PRIVATE_USE) {
            return "";
        }
        Matcher sound = SOUND.matcher(name);
        if (sound.matches()) {
            return sound.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        }
        return Character.getType(code) == Character.NON_SPACING_MARK ? "" : "[" + name.toLowerCase(Locale.ROOT) + "]";
    }

    /** From the left, as a page is drawn: letters turned round with the marks they carry, numbers as they are. */
    private static String asSeen(String run) {
        Matcher number = NUMBER.matcher(run);
        int from = 0;
        StringBuilder turned = new StringBuilder();
        while (number.find()) {
            turned.insert(0, turned(run.substring(from, number.start())));
            turned.insert(0, number.group());
            from = number.end();
        }
        turned.insert(0, turned(run.substring(from)));
        return turned.toString();
    }

    private static String turned(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        int[] codes = text.codePoints().toArray();
        int to = codes.length;
        while (to > 0) {
            int at = to - 1;
            while (at > 0 && Character.getType(codes[at]) == Character.NON_SPACING_MARK) {
                at--;
            }
            for (int i = at; i < to; i++) {
                turned.appendCodePoint(codes[i]);
            }
            to = at;
        }
        return turned.toString();
    }

    /** Letters of Arabic in the forms in which they join; Unicode lists them as isolated, final, initial, medial. */
    private static final class Arabic {
        private static final int LAM = 0x644;
        private static final Map<Integer, int[]> FORMS = forms();

        private Arabic() {}

        private static Map<Integer, int[]> forms() {
            Map<Integer, int[]> forms = new HashMap<>();
            for (int code = 0xfb50; code <= 0xfef4; code++) {
                if (code == 0xfbb2) {
                    code = 0xfe80;
                }
                String base = java.text.Normalizer.normalize(Character.toString(code), java.text.Normalizer.Form.NFKC);
                if (base.length() == 1 && base.charAt(0) != code) {
                    int[] known = forms.getOrDefault((int) base.charAt(0), new int[0]);
                    if (known.length < 4) {
                        int[] more = java.util.Arrays.copyOf(known, known.length + 1);
                        more[known.length] = code;
                        forms.put((int) base.charAt(0), more);
                    }
                }
            }
            return forms;
        }

        static String shaped(String run) {
            StringBuilder shaped = new StringBuilder(run.length());
            boolean joined = false;
            for (int i = 0; i < run.length(); i++) {
                char letter = run.charAt(i);
                int[] forms = FORMS.get((int) letter);
                if (Character.getType(letter) == Character.NON_SPACING_MARK) {
                    shaped.append(letter);
                    continue;
                }
                if (forms == null) {
                    shaped.append(letter);
                    joined = false;
                    continue;
                }
                int next = next(run, i);
                int ligature = letter == LAM && next > 0 ? ligature(run.charAt(next)) : 0;
                if (ligature > 0) {
                    shaped.append((char) (joined ? ligature + 1 : ligature));
                    i = next;
                    joined = false;
                    continue;
                }
                boolean joinsNext = forms.length == 4
                        && next > 0
                        && FORMS.getOrDefault((int) run.charAt(next), new int[0]).length > 1;
                int form = joined ? (joinsNext ? 3 : 1) : (joinsNext ? 2 : 0);
                shaped.append((char) forms[Math.min(form, forms.length - 1)]);
                joined = joinsNext;
            }
            return shaped.toString();
        }

        /** The next letter, past the marks of this one; 0 if there is none. */
        private static int next(String run, int at) {
            int next = at + 1;
            while (next < run.length() && Character.getType(run.charAt(next)) == Character.NON_SPACING_MARK) {
                next++;
            }
            return next < run.length() ? next : 0;
        }

        /** Lam and alef are written as one. */
        private static int ligature(char alef) {
            return switch (alef) {
                case 0x622 -> 0xfef5;
                case 0x623 -> 0xfef7;
                case 0x625 -> 0xfef9;
                case 0x627 -> 0xfefb;
                default -> 0;
            };
        }
    }
}
