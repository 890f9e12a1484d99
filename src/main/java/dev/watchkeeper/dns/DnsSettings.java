package dev.watchkeeper.dns;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How DNS is asked.
 *
 * @param resolvers {@code host:port} each; empty means those of the operating system. Two or more are wanted: an absent
 *     record is believed only when a second one agrees
 * @param timeout of one question to one resolver
 * @param tries rounds over all resolvers before a question counts as unknown
 * @param parallel questions under way at once, over all domains: politeness to the resolvers
 * @param domainTimeout after which the remaining questions of one domain are unknown
 * @param controlName a name that always has MX; if it cannot be read either, the fault is our network
 * @param nameServerPort where name servers are asked directly, normally 53
 * @param nameServers whether name servers are asked directly at all
 * @param mtaStsUrl where policy files are fetched instead of at the domain's own host, the domain appended as a path; null
 *     for that host
 * @param confirmAfter how long after the first look a second one counts as confirmation of a missing record
 */
public record DnsSettings(
        List<String> resolvers,
        Duration timeout,
        int tries,
        int parallel,
        Duration domainTimeout,
        String controlName,
        int nameServerPort,
        boolean nameServers,
        Duration confirmAfter,
        @Nullable URI mtaStsUrl,
        RdapSettings rdap) {
    /** Settings without servers of one's own for policies and registrations, and without registries. */
    public DnsSettings(
            List<String> resolvers,
            Duration timeout,
            int tries,
            int parallel,
            Duration domainTimeout,
            String controlName,
            int nameServerPort,
            boolean nameServers,
            Duration confirmAfter) {
        this(
                resolvers,
                timeout,
                tries,
                parallel,
                domainTimeout,
                controlName,
                nameServerPort,
                nameServers,
                confirmAfter,
                null,
                RdapSettings.OFF);
    }

    public DnsSettings {
        resolvers = List.copyOf(resolvers);
        resolvers.forEach(ResolverAddress::parse);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("dns.timeout " + timeout + " must be longer than nothing, such as 3s");
        }
        if (tries < 1 || tries > 5) {
            throw new IllegalArgumentException("dns.tries " + tries + " is not accepted; 1 to 5 are");
        }
        if (parallel < 1 || parallel > 1000) {
            throw new IllegalArgumentException("dns.parallel " + parallel + " is not accepted; 1 to 1000 are");
        }
        if (nameServerPort < 1 || nameServerPort > 65_535) {
            throw new IllegalArgumentException(
                    "dns.nameServerPort " + nameServerPort + " is not a port; accepted: 1 to 65535");
        }
    }

    public static DnsSettings defaults() {
        return new DnsSettings(
                List.of(),
                Duration.ofSeconds(3),
                2,
                50,
                Duration.ofSeconds(45),
                "google.com",
                53,
                true,
                Duration.ofSeconds(60),
                null,
                new RdapSettings(true, null, null, 30));
    }

    public DnsSettings withResolvers(List<String> others) {
        return new DnsSettings(
                others,
                timeout,
                tries,
                parallel,
                domainTimeout,
                controlName,
                nameServerPort,
                nameServers,
                confirmAfter,
                mtaStsUrl,
                rdap);
    }
}
