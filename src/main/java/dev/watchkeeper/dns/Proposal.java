package dev.watchkeeper.dns;

import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.ZoneRecord;
import dev.watchkeeper.tenant.Text;
import java.util.List;
import java.util.Set;

/**
 * A change of records that may mend some findings; not yet tried.
 *
 * @param cures the codes it is meant for
 * @param policyFile the MTA-STS policy file to serve with it; empty to leave it as it is
 */
record Proposal(Set<DnsCode> cures, List<ZoneRecord> publish, List<ZoneRecord> remove, String policyFile, Text says) {
    Proposal {
        cures = Set.copyOf(cures);
        publish = List.copyOf(publish);
        remove = List.copyOf(remove);
    }

    Proposal(Set<DnsCode> cures, List<ZoneRecord> publish, List<ZoneRecord> remove, Text says) {
        this(cures, publish, remove, "", says);
    }
}
