package dev.watchkeeper.mail.page;

import java.util.regex.Pattern;

/** What stands in the first line of a card: the sentence if it is short and readable, else the problem's name. */
public final class Headline {
    private static final int LONGEST = 76;
    /** Names of events, settings and clients: evidence, not something to read in passing. */
    private static final Pattern RAW =
            Pattern.compile("\\b[A-Z]+(?:_[A-Z0-9]+)+\\b|\\d{12,}|\\b[a-z]+(?:_[a-z0-9]+)+\\b(?![\\w.-]*@)");

    private Headline() {}

    /** Shown text of at most one line and a half on a phone, without the full stop. */
    public static String of(String sentence, String name, Words words) {
        String told = Untrusted.of(words.format().localised(sentence)).plain(LONGEST + 40);
        String open = told.endsWith("。") || told.endsWith(".") ? told.substring(0, told.length() - 1) : told;
        boolean readable = !sentence.isBlank()
                && Columns.width(open) <= LONGEST
                && !RAW.matcher(open).find();
        return Untrusted.of(readable ? open : name).display(LONGEST);
    }
}
