package dev.watchkeeper.dns;

import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.MailDnsSource;
import dev.watchkeeper.health.maildns.DnsHistories;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;

/** Looks at every domain of a tenant in turn, with what earlier looks found. */
public final class TenantMailDns implements MailDnsSource {
    private final MailDnsChecker checker;
    private final DnsHistories histories;
    private final DnsSettings settings;

    public TenantMailDns(MailDnsChecker checker, DnsHistories histories, DnsSettings settings) {
        this.checker = checker;
        this.histories = histories;
        this.settings = settings;
    }

    @Override
    public List<MailDns> look(Tenant tenant, boolean full, Deadline deadline) {
        List<MailDns> looks = new ArrayList<>();
        for (String written : tenant.domains()) {
            String domain = DomainName.parse(written);
            DnsHistory before = histories.of(domain);
            if (deadline.passed()) {
                looks.add(checker.unread(domain, full, "the time of the audit was over before its turn came"));
                continue;
            }
            Expectations expected = Expectations.of(tenant.mail(), written);
            MailDns look = checker.look(domain, expected, before, full);
            histories.keep(domain, before.after(look));
            looks.add(before.judge(look, settings.confirmAfter()));
        }
        return looks;
    }
}
