package dev.watchkeeper.digest;

import java.util.Locale;

/** Pages of Google's Admin console, by family of checks. */
enum ConsolePage {
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

    String address() {
        return address;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ConsolePage of(String checkId) {
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
