package dev.watchkeeper.demo;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The customer's usage report of a quiet day: people counted, mail with weekdays and a little noise. */
final class UsageFigures {
    private UsageFigures() {}

    static Map<String, Object> of(EmulatedCustomer customer, LocalDate date) {
        Map<String, Object> values = new LinkedHashMap<>();
        people(customer, date, values);
        mail(customer, date, values);
        return values;
    }

    private static void people(EmulatedCustomer customer, LocalDate date, Map<String, Object> values) {
        long enrolled = 0;
        long enforced = 0;
        long both = 0;
        long suspended = 0;
        long over80 = 0;
        long over50 = 0;
        long used = 0;
        for (int i = 0; i < customer.users(); i++) {
            EmulatedUser user = customer.user(i);
            enrolled += user.enrolled() ? 1 : 0;
            enforced += user.enforced() ? 1 : 0;
            both += user.enrolled() && user.enforced() ? 1 : 0;
            suspended += user.suspended() ? 1 : 0;
            over80 += user.quotaPercent() >= 80 ? 1 : 0;
            over50 += user.quotaPercent() >= 50 && user.quotaPercent() < 80 ? 1 : 0;
            used += user.quotaMegabytes() * user.quotaPercent() / 100;
        }
        long users = customer.users();
        long active = users - suspended;
        values.put("accounts:num_users", users);
        values.put("accounts:num_suspended_users", suspended);
        values.put("accounts:num_archived_users", 0L);
        values.put("accounts:num_disabled_accounts", 0L);
        values.put("accounts:num_locked_users", 0L);
        values.put("accounts:num_1day_logins", active * 8 / 10);
        values.put("accounts:num_7day_logins", active * 9 / 10);
        values.put("accounts:num_30day_logins", active);
        values.put("accounts:num_users_2sv_enrolled", enrolled);
        values.put("accounts:num_users_2sv_enforced", enforced);
        values.put("accounts:num_users_2sv_not_enrolled", users - enrolled);
        values.put("accounts:num_users_2sv_not_enrolled_but_enforced", enforced - both);
        values.put("accounts:num_users_less_secure_apps_access_allowed", 0L);
        values.put("accounts:num_users_password_strength_weak", 0L);
        values.put("accounts:num_users_password_length_non_compliant", 0L);
        values.put("accounts:num_authorized_apps", Math.max(3, users / 4));
        values.put(
                "accounts:authorized_apps",
                List.of(Map.of(
                        "client_name",
                        "Calendar helper",
                        "client_id",
                        "1001-calendar.apps.googleusercontent.com",
                        "num_users",
                        Long.toString(Math.max(1, users / 5)))));
        values.put("accounts:customer_used_quota_in_mb", used);
        values.put("accounts:used_quota_in_mb", used);
        values.put("accounts:total_quota_in_mb", users * 30_720);
        values.put("accounts:drive_used_quota_in_mb", used * 6 / 10);
        values.put("accounts:gmail_used_quota_in_mb", used * 3 / 10);
        values.put("accounts:team_drive_used_quota_in_mb", used / 10);
        values.put("accounts:num_users_used_quota_lt_50percent", users - over50 - over80);
        values.put("accounts:num_users_used_quota_ge_50_lt_80percent", over50);
        values.put("accounts:num_users_used_quota_ge_80percent", over80);
        values.put(
                "drive:num_owned_items_with_visibility_anyone_with_link_added",
                noisy(customer, date, 11, users / 20.0));
        values.put("drive:num_owned_items_with_visibility_public_added", 0L);
        values.put(
                "drive:num_owned_items_with_visibility_shared_externally_added",
                noisy(customer, date, 12, users / 10.0));
        values.put("calendar:num_1day_active_users", active / 2);
    }

    private static void mail(EmulatedCustomer customer, LocalDate date, Map<String, Object> values) {
        double day = date.getDayOfWeek().getValue() > 5 ? 0.15 : 1;
        double in = customer.users() * 14 * day;
        double out = customer.users() * 6 * day;
        long delivered = noisy(customer, date, 1, in);
        long sent = noisy(customer, date, 2, out);
        long spam = noisy(customer, date, 3, in * 0.06);
        values.put("gmail:num_email_accounts", (long) customer.users());
        values.put("gmail:num_emails_received", delivered);
        values.put("gmail:num_emails_sent", sent);
        values.put("gmail:num_emails_exchanged", delivered + sent);
        values.put("gmail:num_inbound_delivered_emails", delivered);
        values.put("gmail:num_inbound_rejected_emails", noisy(customer, date, 4, in * 0.01));
        values.put("gmail:num_inbound_rerouted_emails", 0L);
        values.put("gmail:num_inbound_spam_emails", spam);
        values.put("gmail:num_inbound_non_spam_emails", delivered - spam);
        values.put("gmail:num_outbound_delivered_emails", sent);
        values.put("gmail:num_outbound_rejected_emails", noisy(customer, date, 5, out * 0.008));
        long imap = Math.max(customer.users() >= 20 ? 6 : 0, customer.users() / 6);
        values.put("gmail:num_1day_imap_users", imap);
        values.put("gmail:num_7day_imap_users", imap);
        values.put("gmail:num_30day_imap_users", imap);
        values.put("gmail:num_1day_pop_users", 0L);
        values.put("gmail:num_7day_pop_users", 0L);
        values.put("gmail:num_1day_active_users", customer.users() * 8L / 10);
    }

    /** Within ten per cent of the expected value, the same every time. */
    private static long noisy(EmulatedCustomer customer, LocalDate date, int figure, double expected) {
        double fraction = Noise.fraction(Noise.of(customer.seed(), date.toEpochDay(), figure, 0));
        return Math.round(expected * (0.9 + 0.2 * fraction));
    }
}
