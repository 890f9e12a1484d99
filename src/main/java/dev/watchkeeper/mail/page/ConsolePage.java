package dev.watchkeeper.mail.page;

import java.util.Locale;
import java.util.Optional;

/** Pages of Google's Admin console where a family of checks is mended. */
public enum ConsolePage {
    SECURITY("https://admin.google.com/ac/security/2sv"),
    GMAIL("https://admin.google.com/ac/apps/gmail"),
    USERS("https://admin.google.com/ac/users"),
    DRIVE("https://admin.google.com/ac/appsettings/55656082996"),
    APPS("https://admin.google.com/ac/owl"),
    HOME("https://admin.google.com/");

    private final String address;

    ConsolePage(String address) {
        this.address = address;
    }

    private String address() {
        return address;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A link to the page where this check's problem is mended. */
    public static Optional<SafeLink> link(String checkId, Words words, Links links) {
        ConsolePage page = of(checkId);
        return links.to(words.say("console." + page.word()), page.address());
    }

    private static ConsolePage of(String checkId) {
        if (checkId.equals("HYG-01") || checkId.equals("HYG-02")) {
            return SECURITY;
        }
        int dash = checkId.indexOf('-');
        return switch (dash < 0 ? checkId : checkId.substring(0, dash)) {
            case "LGN" -> SECURITY;
            case "EML", "ATT" -> GMAIL;
            case "SYN" -> APPS;
            case "SHR", "LEK" -> DRIVE;
            case "HYG" -> USERS;
            default -> HOME;
        };
    }
}
