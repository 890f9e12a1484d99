package dev.watchkeeper.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person of an emulated customer.
 *
 * @param lastLogin null for never
 * @param suspensionReason Google's word, for example {@code ADMIN}; null unless suspended
 */
public record EmulatedUser(
        String email,
        String givenName,
        String familyName,
        String unit,
        boolean enrolled,
        boolean enforced,
        boolean suspended,
        @Nullable String suspensionReason,
        boolean admin,
        boolean delegatedAdmin,
        int quotaPercent,
        long quotaMegabytes,
        Instant created,
        @Nullable Instant lastLogin) {
    static final Instant NEVER = Instant.EPOCH;

    static String profileId(String email) {
        long noise = Noise.of(7, email, 1, 2);
        return "1%010d%010d"
                .formatted(Noise.below(noise, 1_000_000_000), Noise.below(noise ^ 0x5DEECE66DL, 1_000_000_000));
    }

    public EmulatedUser enrolled(boolean yes) {
        return copy(yes, enforced, suspended, suspensionReason, admin, quotaPercent, lastLogin);
    }

    public EmulatedUser enforced(boolean yes) {
        return copy(enrolled, yes, suspended, suspensionReason, admin, quotaPercent, lastLogin);
    }

    public EmulatedUser suspended(String reason) {
        return copy(enrolled, enforced, true, reason, admin, quotaPercent, lastLogin);
    }

    public EmulatedUser administrator(boolean yes) {
        return copy(enrolled, enforced, suspended, suspensionReason, yes, quotaPercent, lastLogin);
    }

    public EmulatedUser filled(int percent) {
        return copy(enrolled, enforced, suspended, suspensionReason, admin, percent, lastLogin);
    }

    public EmulatedUser lastSeen(@Nullable Instant at) {
        return copy(enrolled, enforced, suspended, suspensionReason, admin, quotaPercent, at);
    }

    private EmulatedUser copy(
            boolean enrolledNow,
            boolean enforcedNow,
            boolean suspendedNow,
            @Nullable String reason,
            boolean adminNow,
            int percent,
            @Nullable Instant seen) {
        return new EmulatedUser(
                email,
                givenName,
                familyName,
                unit,
                enrolledNow,
                enforcedNow,
                suspendedNow,
                reason,
                adminNow,
                delegatedAdmin,
                percent,
                quotaMegabytes,
                created,
                seen);
    }

    /** The user's usage report of a day. */
    Map<String, Object> usage(Instant endOfDay) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("accounts:is_2sv_enrolled", enrolled);
        values.put("accounts:is_2sv_enforced", enforced);
        values.put("accounts:is_suspended", suspended);
        values.put("accounts:is_archived", false);
        values.put("accounts:is_disabled", suspended);
        values.put("accounts:is_less_secure_apps_access_allowed", false);
        values.put("accounts:creation_time", created);
        values.put("accounts:last_login_time", lastLogin == null ? NEVER : earlier(lastLogin, endOfDay));
        values.put("accounts:used_quota_in_mb", quotaMegabytes * quotaPercent / 100);
        values.put("accounts:total_quota_in_mb", quotaMegabytes);
        values.put("accounts:used_quota_in_percentage", (long) quotaPercent);
        values.put("gmail:is_gmail_enabled", true);
        values.put(
                "gmail:num_emails_received", (long) Noise.below(Noise.of(3, email, endOfDay.getEpochSecond(), 1), 60));
        values.put("gmail:num_emails_sent", (long) Noise.below(Noise.of(3, email, endOfDay.getEpochSecond(), 2), 25));
        values.put("gmail:last_imap_time", NEVER);
        return values;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** The Directory API's resource. */
    Map<String, Object> resource(String customerId) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "admin#directory#user");
        json.put("id", profileId(email));
        json.put("primaryEmail", email);
        json.put(
                "name",
                Map.of("givenName", givenName, "familyName", familyName, "fullName", givenName + " " + familyName));
        json.put("isAdmin", admin);
        json.put("isDelegatedAdmin", delegatedAdmin);
        json.put("lastLoginTime", Wire.time(lastLogin == null ? NEVER : lastLogin));
        json.put("creationTime", Wire.time(created));
        json.put("agreedToTerms", true);
        json.put("suspended", suspended);
        if (suspensionReason != null) {
            json.put("suspensionReason", suspensionReason);
        }
        json.put("archived", false);
        json.put("changePasswordAtNextLogin", false);
        json.put("ipWhitelisted", false);
        json.put("customerId", customerId);
        json.put("orgUnitPath", unit);
        json.put("isMailboxSetup", true);
        json.put("isEnrolledIn2Sv", enrolled);
        json.put("isEnforcedIn2Sv", enforced);
        if (Noise.below(Noise.of(5, email, 0, 0), 4) > 0) {
            json.put("recoveryPhone", "+861380000" + String.format("%04d", Noise.below(email.hashCode(), 10_000)));
        }
        return json;
    }
}
