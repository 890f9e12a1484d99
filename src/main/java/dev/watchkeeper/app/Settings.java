package dev.watchkeeper.app;

import dev.watchkeeper.audit.AuditSettings;
import dev.watchkeeper.audit.ReadingPlan;
import dev.watchkeeper.dns.DnsSettings;
import dev.watchkeeper.google.GoogleSettings;
import dev.watchkeeper.mail.alert.AlertSettings;
import dev.watchkeeper.mail.smtp.MailSettings;
import dev.watchkeeper.ops.HttpSettings;
import dev.watchkeeper.report.ReportSettings;
import dev.watchkeeper.status.StatusSettings;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Profile;
import java.time.ZoneId;

/**
 * The file {@code watchkeeper.yaml} over the packaged defaults; each section's record lives with the code it steers.
 * Everything here needs a restart to change.
 */
public record Settings(
        DatabaseSettings database,
        GoogleSettings google,
        HttpSettings http,
        LogSettings logging,
        DnsSettings dns,
        MailSettings mail,
        AlertSettings alerts,
        ReportSettings report,
        AuditSettings audit,
        StatusSettings status,
        ReadingPlan reading,
        ScheduleSettings schedules,
        RetentionSettings retention,
        TenantDefaults tenantDefaults,
        PersonDefaults personDefaults) {
    public Settings {
        if (mail.publicUrl() != null && !http.enabled()) {
            throw new IllegalArgumentException("links of mail.publicUrl lead to http.port, and http.enabled is false;"
                    + " set http.enabled: true, or leave out mail.publicUrl and mail.linkKey");
        }
    }

    /** What a tenant gets whose entry does not say otherwise. */
    public record TenantDefaults(String customerId, ZoneId zone, Language language, Profile profile) {}

    /** What a person gets whose entry does not say otherwise. */
    public record PersonDefaults(
            Language language,
            ZoneId zone,
            String workDays,
            PersonEntry.Digest digest,
            PersonEntry.MinSeverity minSeverity,
            PersonEntry.Sla sla,
            java.util.List<PersonEntry.QuietRange> quietHours,
            PersonEntry.Attach attach,
            PersonEntry.Privacy privacy) {}
}
