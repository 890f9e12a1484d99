package dev.watchkeeper.dns;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How registrations are read.
 *
 * @param enabled false asks no registry
 * @param bootstrap IANA's file {@code dns.json} (RFC 9224); null takes the packaged one
 * @param url one server for all domains instead, such as one on loopback; null for those of the bootstrap file
 * @param perMinute questions a minute to one server
 */
public record RdapSettings(
        boolean enabled, @Nullable Path bootstrap, @Nullable URI url, int perMinute) {
    public static final RdapSettings OFF = new RdapSettings(false, null, null, 30);

    public RdapSettings {
        if (perMinute < 1 || perMinute > 600) {
            throw new IllegalArgumentException("dns.rdap.perMinute " + perMinute + " is not accepted; 1 to 600 are");
        }
        if (url != null && !url.toString().startsWith("http")) {
            throw new IllegalArgumentException("dns.rdap.url " + url + " is not accepted; an http or https address is");
        }
    }
}
