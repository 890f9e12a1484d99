package dev.watchkeeper.health.maildns;

import java.util.Locale;

/** A part of a domain's mail DNS that is read, and can be unknown, by itself. */
public enum MailDnsArea {
    DOMAIN,
    REGISTRATION,
    NAME_SERVERS,
    MX,
    SPF,
    DKIM,
    DMARC,
    MTA_STS,
    TLS_RPT,
    BIMI,
    CAA;

    /** False for what may be unreadable for good from where we run, and says nothing about mail then. */
    public boolean isEssential() {
        return this != REGISTRATION && this != NAME_SERVERS && this != BIMI && this != CAA;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
