package dev.watchkeeper.dns;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches policies over HTTPS: no redirect followed, certificate checked, 10 s in all, 64 KiB at most. A customer's DNS
 * decides where this connects to, so addresses inside our own network are refused. ({@code java.net.http} puts no limit
 * on a body that stalls.)
 */
public final class HttpStsFetcher implements StsFetcher {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 * 1024;

    private final LongSupplier nanoClock;
    private final @Nullable URI base;

    public HttpStsFetcher(LongSupplier nanoClock) {
        this(nanoClock, null);
    }

    /**
     * For tests.
     *
     * @param base asked instead of the domain's own host; the domain is appended as a path
     */
    HttpStsFetcher(LongSupplier nanoClock, @Nullable URI base) {
        this.nanoClock = nanoClock;
        this.base = base;
    }

    @Override
    public Fetched fetch(String domain) {
        URI address = base == null
                ? URI.create("https://mta-sts." + domain + "/.well-known/mta-sts.txt")
                : base.resolve("/" + domain + "/.well-known/mta-sts.txt");
        try {
            if (base == null && isInside(address.getHost())) {
                return Fetched.unknown("the host has an address inside our own network");
            }
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) LONGEST.toMillis());
            connection.setReadTimeout((int) LONGEST.toMillis());
            try {
                return read(connection, nanoClock.getAsLong() + LONGEST.toNanos());
            } finally {
                connection.disconnect();
            }
        } catch (SSLException e) {
            return Fetched.refused("TLS: " + Txt.printable(String.valueOf(e.getMessage())));
        } catch (UnknownHostException e) {
            return Fetched.unknown("the host name cannot be resolved here");
        } catch (IOException e) {
            return Fetched.unknown(Txt.printable(String.valueOf(e)));
        }
    }

    private Fetched read(HttpURLConnection connection, long deadline) throws IOException {
        int status = connection.getResponseCode();
        if (status >= 300 && status < 400) {
            return Fetched.refused("HTTP " + status + ": redirects are not followed");
        }
        if (status != HttpURLConnection.HTTP_OK) {
            return Fetched.refused("HTTP " + status);
        }
        String type = connection.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("text/plain")) {
            return Fetched.refused("content type " + Txt.printable(String.valueOf(type)) + ", not text/plain");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[8 * 1024];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                body.write(piece, 0, n);
                if (body.size() > MOST_BYTES) {
                    return Fetched.refused("longer than 64 KiB");
                }
                if (nanoClock.getAsLong() - deadline > 0) {
                    return Fetched.unknown("not read to its end within " + LONGEST.toSeconds() + " s");
                }
            }
        }
        return Fetched.text(body.toString(StandardCharsets.UTF_8));
    }

    private static boolean isInside(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()) {
                return true;
            }
        }
        return false;
    }
}
