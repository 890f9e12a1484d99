package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.HealthCheck;
import java.util.ArrayList;
import java.util.List;

/** The checks of the catalogue that are judged, in its order. */
public final class StandardChecks {
    private StandardChecks() {}

    public static List<HealthCheck> all() {
        List<HealthCheck> all = new ArrayList<>(List.of(
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
                new AdministratorRecovery(),
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
                new AttachmentProtection(),
                new AttachmentAction(),
                new LargeAttachments(),
                new AttachmentSandbox(),
                new AppAccessBlocked(),
                new TokensRevoked(),
                new MailProgramsCutOff(),
                new ImapDropped(),
                new OutlookSyncOff(),
                new DriveForDesktop(),
                new RiskyApp(),
                new DomainWideAccess(),
                new ManyApps(),
                new CalendarSharing(),
                new PublicCalendar(),
                new CalendarInterop(),
                new DriveSharing(),
                new PartnerDomains(),
                new DeletedWithoutHandover(),
                new NewFilesOpen(),
                new FileOpened(),
                new OpenItemsGrowing(),
                new SharedToPrivate(),
                new MassDownload(),
                new ForwardingOutside(),
                new ForwardingAllowed(),
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
                new AlertRules(),
                new SessionLength(),
                new OwnAccessLost(),
                new Gaps(),
                new SettingsUnknown()));
        all.addAll(PeerChecks.signIn());
        all.addAll(PeerChecks.mail());
        all.addAll(PeerChecks.sync());
        all.addAll(PeerChecks.leaks());
        all.addAll(PeerChecks.hygiene());
        return List.copyOf(all);
    }
}
