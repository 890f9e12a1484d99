package dev.watchkeeper.google;

/**
 * The scopes we ask for. Each has a token of its own: one scope missing in a tenant fails the whole token request, and a
 * tenant that granted less shall still be read in part.
 */
enum ApiScope {
    ACTIVITIES("admin.reports.audit.readonly", false, "all checks of sign-ins, sharing, apps and settings"),
    USAGE("admin.reports.usage.readonly", false, "checks of mail volume, storage, 2-step coverage, unused accounts"),
    USERS("admin.directory.user.readonly", true, "administrators, live 2-step state, names behind counts"),
    UNITS("admin.directory.orgunit.readonly", true, "organisational units: where a setting applies"),
    DOMAINS("admin.directory.domain.readonly", true, "domains beyond those configured"),
    GROUPS("admin.directory.group.readonly", true, "groups and their public addresses"),
    ROLES("admin.directory.rolemanagement.readonly", true, "who holds which administrator role"),
    POLICIES("cloud-identity.policies.readonly", true, "settings that were never changed");

    private final String url;
    private final boolean optional;
    private final String lostWithout;

    ApiScope(String name, boolean optional, String lostWithout) {
        this.url = "https://www.googleapis.com/auth/" + name;
        this.optional = optional;
        this.lostWithout = lostWithout;
    }

    String url() {
        return url;
    }

    /** True if a customer may withhold it without that being a fault. */
    boolean optional() {
        return optional;
    }

    String lostWithout() {
        return lostWithout;
    }
}
