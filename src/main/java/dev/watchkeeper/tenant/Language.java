package dev.watchkeeper.tenant;

import java.util.Locale;

/** A language watchkeeper writes mail in. */
public enum Language {
    ZH_CN("zh-CN", Locale.SIMPLIFIED_CHINESE),
    EN("en", Locale.ENGLISH);

    private final String tag;
    private final Locale locale;

    Language(String tag, Locale locale) {
        this.tag = tag;
        this.locale = locale;
    }

    /** The BCP 47 tag, as configuration files write it. */
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return locale;
    }

    /** Reads a tag such as {@code zh-CN} or {@code en}. */
    public static Language of(String tag) {
        for (Language language : values()) {
            if (language.tag.equalsIgnoreCase(tag)) {
                return language;
            }
        }
        throw new IllegalArgumentException("language '" + tag + "' is not known; accepted: zh-CN, en");
    }
}
