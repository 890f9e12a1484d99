package dev.watchkeeper.tenant;

/** The same words in both languages; each is written, not translated. */
public record Text(String en, String zh) {
    public static final Text EMPTY = new Text("", "");

    /** A text that reads the same in both languages, such as a name. */
    public static Text same(String text) {
        return new Text(text, text);
    }

    public String in(Language language) {
        return language == Language.ZH_CN ? zh : en;
    }
}
