package dev.watchkeeper.mail.page;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a check's problem is mended: pages of Google's Admin console, as a rule. */
public enum ConsolePage {
    /** Mended at the DNS provider, by talking to somebody, or by us: no button rather than a wrong one. */
    NOWHERE(""),
    HOME("https://admin.google.com/"),
    TWO_STEP("https://admin.google.com/ac/security/2sv"),
    PASSWORDS("https://admin.google.com/ac/security/passwordmanagement"),
    SINGLE_SIGN_ON("https://admin.google.com/ac/security/sso"),
    RECOVERY("https://admin.google.com/ac/managedsettings/352555445522/accountrecovery"),
    OLD_SIGN_IN("https://admin.google.com/ac/security/lsa"),
    SECURITY("https://admin.google.com/ac/security"),
    SIGN_IN_LOG("https://admin.google.com/ac/reporting/audit/login"),
    USERS("https://admin.google.com/ac/users"),
    ROLES("https://admin.google.com/ac/roles"),
    GROUPS("https://admin.google.com/ac/groups"),
    DOMAINS("https://admin.google.com/ac/domains/manage"),
    SERVICES("https://admin.google.com/ac/appslist/core"),
    APPS("https://admin.google.com/ac/owl"),
    DELEGATION("https://admin.google.com/ac/owl/domainwidedelegation"),
    SIGNING("https://admin.google.com/ac/apps/gmail/authenticateemail"),
    ROUTING("https://admin.google.com/ac/apps/gmail/routing"),
    SPAM("https://admin.google.com/ac/apps/gmail/spam"),
    SAFETY("https://admin.google.com/ac/apps/gmail/safety"),
    COMPLIANCE("https://admin.google.com/ac/apps/gmail/compliance"),
    MAIL_ACCESS("https://admin.google.com/ac/apps/gmail/enduseraccess"),
    MAIL_LOG("https://admin.google.com/ac/emaillogsearch"),
    QUARANTINE("https://email-quarantine.google.com/adminreview"),
    STORAGE("https://admin.google.com/ac/storage"),
    DRIVE_SHARING("https://admin.google.com/ac/managedsettings/55656082996/sharing"),
    DRIVE_DESKTOP("https://admin.google.com/ac/managedsettings/55656082996/data"),
    DRIVE_LOG("https://admin.google.com/ac/reporting/audit/drive"),
    CALENDAR_SHARING("https://admin.google.com/ac/managedsettings/435070579839/sharing"),
    CALENDAR_EXCHANGE("https://admin.google.com/ac/apps/calendar/settings/interop"),
    EXPORT("https://admin.google.com/ac/customertakeout"),
    RULES("https://admin.google.com/ac/ax"),
    STATUS("https://www.google.com/appsstatus/dashboard/");

    private static final Map<String, ConsolePage> PAGES = pages();

    private final String address;

    ConsolePage(String address) {
        this.address = address;
    }

    private static Map<String, ConsolePage> pages() {
        Map<String, ConsolePage> pages = new HashMap<>();
        serve(pages, SIGN_IN_LOG, "LGN-01", "LEK-09", "LEK-10");
        serve(
                pages, USERS, "LGN-02", "LGN-03", "LGN-07", "SHR-07", "LEK-05", "LEK-08", "HYG-04", "LGN-13", "LGN-14",
                "LGN-15");
        serve(pages, TWO_STEP, "LGN-04", "LGN-05", "HYG-01");
        serve(pages, SINGLE_SIGN_ON, "LGN-06", "LGN-16");
        serve(pages, PASSWORDS, "LGN-08", "LGN-17", "HYG-02");
        serve(pages, SERVICES, "LGN-09");
        serve(pages, ROLES, "LGN-10", "HYG-03", "HYG-13");
        serve(pages, RECOVERY, "LGN-11");
        serve(pages, OLD_SIGN_IN, "LGN-12");
        serve(pages, NOWHERE, "EML-01", "EML-02", "EML-03", "EML-04", "EML-06", "EML-07", "EML-08");
        serve(pages, SIGNING, "EML-05");
        serve(pages, ROUTING, "EML-09", "EML-14");
        serve(pages, SPAM, "EML-10", "EML-12", "EML-18", "EML-20", "EML-21", "ATT-05");
        serve(pages, MAIL_LOG, "EML-11", "EML-22", "EML-23", "EML-24");
        serve(pages, GROUPS, "EML-15");
        serve(pages, QUARANTINE, "EML-17");
        serve(pages, STORAGE, "EML-19", "HYG-05", "HYG-06");
        serve(pages, SAFETY, "ATT-01");
        serve(pages, COMPLIANCE, "ATT-02");
        serve(pages, APPS, "SYN-01", "SYN-02", "SYN-08", "SYN-10", "SYN-11");
        serve(pages, MAIL_ACCESS, "SYN-04", "SYN-05", "SYN-06", "LEK-06");
        serve(pages, DRIVE_DESKTOP, "SYN-07");
        serve(pages, DELEGATION, "SYN-09", "HYG-09");
        serve(pages, CALENDAR_SHARING, "SHR-01", "SHR-02");
        serve(pages, CALENDAR_EXCHANGE, "SHR-04");
        serve(pages, DRIVE_SHARING, "ATT-03", "SHR-05", "SHR-08");
        serve(pages, DOMAINS, "SHR-06");
        serve(pages, DRIVE_LOG, "LEK-01", "LEK-02", "LEK-03", "LEK-04", "LEK-11");
        serve(pages, EXPORT, "LEK-07");
        serve(pages, STATUS, "OUT-01");
        serve(pages, RULES, "HYG-07", "LEK-12");
        serve(pages, SECURITY, "HYG-08", "HYG-12");
        serve(pages, NOWHERE, "OUT-02", "HYG-10", "HYG-11");
        return Map.copyOf(pages);
    }

    private static void serve(Map<String, ConsolePage> pages, ConsolePage page, String... checks) {
        for (String check : checks) {
            if (pages.put(check, page) != null) {
                throw new IllegalStateException("check " + check + " has two pages");
            }
        }
    }

    /** A link to the page where this check's problem is mended; empty if that is not a page of Google's. */
    public static Optional<SafeLink> link(String checkId, Words words, Links links) {
        ConsolePage page = of(checkId).orElse(HOME);
        return page == NOWHERE ? Optional.empty() : links.to(words.say("console." + page.word()), page.address);
    }

    /** The page of a check of the catalogue. */
    static Optional<ConsolePage> of(String checkId) {
        return Optional.ofNullable(PAGES.get(checkId));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
