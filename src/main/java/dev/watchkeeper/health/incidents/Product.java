package dev.watchkeeper.health.incidents;

import dev.watchkeeper.tenant.Tenant;
import java.util.List;
import java.util.Locale;

/** A product of the status dashboard; the id is what counts, titles change. */
public record Product(String id, String title) {
    /** The products whose ids we know, in the dashboard's words. */
    public static final List<Product> KNOWN = List.of(
            new Product("prPt2Yra2CbGsbEm9cpC", "Gmail"),
            new Product("VHNA7p3Z5p3iakj5sA8V", "Google Drive"),
            new Product("wNHuVFtZEWU5Mmj2eRCK", "Google Docs"),
            new Product("n5hVexuq1PM9onY9qrmo", "Google Calendar"),
            new Product("Ht9Vx5PFzDPHYvrnrvSk", "Google Chat"),
            new Product("sUH4BQXzYXma7NiS94Hi", "Google Meet"),
            new Product("npdyhgECDJ6tB66MxXyo", "Gemini"));

    /** What a customer uses if nothing is said. */
    public static final List<String> CORE = List.of(
            "prPt2Yra2CbGsbEm9cpC",
            "VHNA7p3Z5p3iakj5sA8V",
            "wNHuVFtZEWU5Mmj2eRCK",
            "n5hVexuq1PM9onY9qrmo",
            "Ht9Vx5PFzDPHYvrnrvSk",
            "sUH4BQXzYXma7NiS94Hi");

    /** Services that the 99.9 % agreement names, without "Google". */
    private static final List<String> COVERED = List.of(
            "gmail",
            "calendar",
            "chat",
            "cloud search",
            "docs",
            "drive",
            "forms",
            "groups",
            "groups for business",
            "keep",
            "meet",
            "sheets",
            "sites",
            "slides",
            "tasks",
            "vault",
            "vids",
            "voice");

    /** True if the agreement covers it, so that a credit can be asked for at all. */
    public boolean isCovered() {
        return COVERED.contains(plain(title));
    }

    /** True for its id, its title in any case, or its title without "Google". */
    public boolean isCalled(String name) {
        return id.equals(name) || plain(title).equals(plain(name));
    }

    /** True if a customer uses it; one that names no products uses the core. */
    public boolean isUsedBy(Tenant tenant) {
        return (tenant.products().isEmpty() ? CORE : tenant.products()).contains(id);
    }

    /** The name people say. */
    public String shortTitle() {
        String trimmed = title.strip();
        return trimmed.regionMatches(true, 0, "Google ", 0, 7) ? trimmed.substring(7) : trimmed;
    }

    private static String plain(String title) {
        String lower = title.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("google ") ? lower.substring(7) : lower;
    }
}
