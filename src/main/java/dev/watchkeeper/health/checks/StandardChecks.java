package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.HealthCheck;
import java.util.List;

/** The checks of the catalogue that are judged, in its order. */
public final class StandardChecks {
    private StandardChecks() {}

    public static List<HealthCheck> all() {
        return List.of(
                new LoginFailures(),
                new AccountDisabled(),
                new LockedAccounts(),
                new EnrolmentMissing(),
                new ManySuspended(),
                MailDnsFaults.mx(),
                MailDnsFaults.otherHosts(),
                MailDnsFaults.domain(),
                MailDnsFaults.spf(),
                MailDnsFaults.dkim(),
                MailDnsFaults.dmarc(),
                MailDnsFaults.transportPolicy(),
                MailDnsFaults.transportReports(),
                new InboundMailFell(),
                new InboundRejections(),
                new OutboundRejections(),
                new MailboxFull(),
                new AppAccessBlocked(),
                new TokensRevoked(),
                new MailProgramsCutOff(),
                new RiskyApp(),
                new DomainWideAccess(),
                new PublicCalendar(),
                new PartnerDomains(),
                new FileOpened(),
                new MassDownload(),
                new ForwardingOutside(),
                new TenantExport(),
                new GoogleIncidents(),
                new TwoStepCoverage(),
                new Administrators(),
                new UnusedAccounts(),
                new TenantStorage(),
                new UsersNearlyFull(),
                new OwnAccessLost(),
                new Gaps());
    }
}
