package dev.watchkeeper.mail;

import java.util.Locale;

/** Where composed mail goes. Nothing leaves the machine unless an operator says {@code live} or {@code redirect}. */
public enum MailMode {
    /** Composed and stored, delivered nowhere. */
    OFF,
    /** Written to a directory as .eml, .html and .txt. */
    FILE,
    /** Sent over SMTP, all of it to one address. */
    REDIRECT,
    /** Sent over SMTP to the recipients, as far as the allow-list goes. */
    LIVE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static MailMode of(String word) {
        for (MailMode mode : values()) {
            if (mode.word().equalsIgnoreCase(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "mail.mode '" + word + "' is not known; accepted: off, file, redirect, live");
    }

    public boolean usesSmtp() {
        return this == REDIRECT || this == LIVE;
    }
}
