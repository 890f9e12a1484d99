package dev.watchkeeper.health.maildns;

/** Keeps what earlier looks found, one history a domain. */
public interface DnsHistories {
    /** {@link DnsHistory#NONE} for a domain never looked at. */
    DnsHistory of(String domain);

    void keep(String domain, DnsHistory history);
}
