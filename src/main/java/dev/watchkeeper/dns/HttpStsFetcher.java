package dev.watchkeeper.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches policies over HTTPS: no redirect followed, certificate checked, 10 s in all, 64 KiB at most. A customer's DNS
 * decides where this connects to, so special addresses (private, loopback, reserved) are refused, and what was checked is
 * what is connected to.
 */
public final class HttpStsFetcher implements StsFetcher {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_ADDRESSES = 3;

    private final HttpGet http;
    private final @Nullable URI base;

    public HttpStsFetcher(LongSupplier nanoClock) {
        this(nanoClock, null);
    }

    /**
     * For a server of one's own.
     *
     * @param base asked instead of the domain's own host, wherever DNS says it is; the domain is appended as a path
     */
    public HttpStsFetcher(LongSupplier nanoClock, @Nullable URI base) {
        this.http = new HttpGet((SSLSocketFactory) SSLSocketFactory.getDefault(), nanoClock, LONGEST, MOST_BYTES);
        this.base = base;
    }

    @Override
    public Fetched fetch(String domain, List<InetAddress> addresses) {
        if (base != null) {
            return fromBase(base, domain);
        }
        List<InetAddress> open =
                addresses.stream().filter(a -> Addresses.special(a).isEmpty()).toList();
        if (open.isEmpty()) {
            InetAddress first = addresses.isEmpty() ? null : addresses.get(0);
            return Fetched.unknown(
                    first == null
                            ? "the host has no address"
                            : "its address " + first.getHostAddress() + " is " + Addresses.special(first)
                                    + ", and is not connected to");
        }
        URI uri = URI.create("https://mta-sts." + domain + "/.well-known/mta-sts.txt");
        Fetched last = Fetched.unknown("not asked");
        for (InetAddress address : open.subList(0, Math.min(open.size(), MOST_ADDRESSES))) {
            last = fetch(uri, address);
            if (last.outcome() != Outcome.UNKNOWN) {
                return last;
            }
        }
        return last;
    }

    private Fetched fromBase(URI server, String domain) {
        try {
            InetAddress literal = Addresses.literal(server.getHost());
            InetAddress address = literal == null ? InetAddress.getByName(server.getHost()) : literal;
            return fetch(server.resolve("/" + domain + "/.well-known/mta-sts.txt"), address);
        } catch (IOException e) {
            return Fetched.unknown(Txt.brief(String.valueOf(e)));
        }
    }

    private Fetched fetch(URI uri, InetAddress address) {
        try {
            HttpGet.Reply reply = http.get(uri, address, "text/plain");
            if (reply.status() >= 300 && reply.status() < 400) {
                return Fetched.refused("HTTP " + reply.status() + ": redirects are not followed");
            }
            if (reply.status() != 200) {
                return Fetched.refused("HTTP " + reply.status());
            }
            String type = reply.header("content-type");
            if (!type.toLowerCase(Locale.ROOT).startsWith("text/plain")) {
                return Fetched.refused("content type " + Txt.brief(type) + ", not text/plain");
            }
            return Fetched.text(reply.body());
        } catch (SSLException e) {
            return Fetched.refused("TLS: " + Txt.brief(String.valueOf(e.getMessage())));
        } catch (HttpGet.TooLongException e) {
            return Fetched.refused(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return Fetched.unknown(Txt.brief(String.valueOf(e)));
        }
    }
}
