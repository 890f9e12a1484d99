package dev.watchkeeper.mail.page;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Text that somebody else wrote. Its only exit is {@link #display}: no control or direction marks, blanks collapsed, cut
 * to a width, and nothing in it that a mail client would turn into a link. Escaping is the template's work; into style,
 * links or file names it never goes.
 */
public final class Untrusted {
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\u2028\\u2029\\ufff9-\\uffff]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+");
    /** Where clients see an address of a host: after a dot between letters, and after {@code ://}. */
    private static final Pattern LINKED = Pattern.compile("(?<=[\\p{L}\\p{N}_-])\\.(?=[\\p{L}\\p{N}])|(?<=:/)/");

    private final String raw;

    private Untrusted(String raw) {
        this.raw = raw;
    }

    public static Untrusted of(String raw) {
        return new Untrusted(raw);
    }

    /** What may be shown, at most so many columns wide; a dash if nothing is left. */
    public String display(int maxColumns) {
        return LINKED.matcher(plain(maxColumns)).replaceAll("$0\u200b");
    }

    /** As {@link #display}, for places without links: subjects and attachments. */
    public String plain(int maxColumns) {
        // A megabyte of text is cut before any pattern looks at it.
        String head = raw.length() > 4000 ? raw.substring(0, 4000) : raw;
        String visible = INVISIBLE.matcher(BLANKS.matcher(head).replaceAll(" ")).replaceAll("");
        String composed = loneSurrogatesGone(Normalizer.normalize(visible, Normalizer.Form.NFC));
        String collapsed = BLANKS.matcher(composed).replaceAll(" ").strip();
        return collapsed.isEmpty() ? "–" : Columns.cut(collapsed, maxColumns);
    }

    private static String loneSurrogatesGone(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder sound = new StringBuilder();
        text.codePoints()
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(sound::appendCodePoint);
        return sound.toString();
    }

    @Override
    public String toString() {
        return "Untrusted text of " + raw.length() + " characters";
    }
}
