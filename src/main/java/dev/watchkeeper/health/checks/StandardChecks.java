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
                new EnforcementTightened(),
                new SingleSignOn(),
                new ManySuspended(),
                new PasswordRules(),
                new ServiceOff(),
                new FewAdministrators(),
                new OldSignIn(),
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
                new SpamShare(),
                new MailRouting(),
                new GroupsRefuse(),
                new Quarantine(),
                new PartnerRefused(),
                new MailboxFull(),
                new AttachmentAction(),
                new AppAccessBlocked(),
                new TokensRevoked(),
                new MailProgramsCutOff(),
                new ImapDropped(),
                new OutlookSyncOff(),
                new DriveForDesktop(),
                new RiskyApp(),
                new DomainWideAccess(),
                new ManyApps(),
                new PublicCalendar(),
                new CalendarInterop(),
                new PartnerDomains(),
                new DeletedWithoutHandover(),
                new FileOpened(),
                new OpenItemsGrowing(),
                new SharedToPrivate(),
                new MassDownload(),
                new ForwardingOutside(),
                new TenantExport(),
                new AccountTakenOver(),
                new GoogleIncidents(),
                new SeenInSeveralTenants(),
                new TwoStepCoverage(),
                new WeakPasswords(),
                new Administrators(),
                new UnusedAccounts(),
                new TenantStorage(),
                new UsersNearlyFull(),
                new OwnAccessLost(),
                new Gaps());
    }
}
