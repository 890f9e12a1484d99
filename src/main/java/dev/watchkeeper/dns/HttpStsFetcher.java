package dev.watchkeeper.dns;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Fetches policies over HTTPS: no redirect followed, certificate checked, TLS 1.2 or newer, 64 KiB at most. A customer's
 * DNS decides where this connects to, so addresses inside our own network are refused.
 */
public final class HttpStsFetcher implements StsFetcher {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient http;
    private final @Nullable URI base;

    public HttpStsFetcher() {
        this(client(HttpClient.newBuilder()), null);
    }

    /**
     * For tests.
     *
     * @param base asked instead of the domain's own host; the domain is appended as a path
     */
    HttpStsFetcher(HttpClient http, @Nullable URI base) {
        this.http = http;
        this.base = base;
    }

    static HttpClient client(HttpClient.Builder builder) {
        SSLParameters tls = new SSLParameters();
        tls.setProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
        tls.setEndpointIdentificationAlgorithm("HTTPS");
        return builder.followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT)
                .sslParameters(tls)
                .build();
    }

    @Override
    public Fetched fetch(String domain) {
        URI address = base == null
                ? URI.create("https://mta-sts." + domain + "/.well-known/mta-sts.txt")
                : base.resolve("/" + domain + "/.well-known/mta-sts.txt");
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(TIMEOUT).GET().build();
        try {
            if (base == null && isInside(address.getHost())) {
                return Fetched.unknown("the host has an address inside our own network");
            }
            return read(http.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (SSLException e) {
            return Fetched.refused("TLS: " + Txt.printable(String.valueOf(e.getMessage())));
        } catch (UnknownHostException e) {
            return Fetched.unknown("the host name cannot be resolved here");
        } catch (ConnectException e) {
            return Fetched.unknown("no connection to " + address.getHost());
        } catch (IOException e) {
            return Fetched.unknown(Txt.printable(String.valueOf(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Fetched.unknown("interrupted");
        }
    }

    private static Fetched read(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status >= 300 && status < 400) {
                return Fetched.refused("HTTP " + status + ": redirects are not followed");
            }
            if (status >= 500) {
                return Fetched.refused("HTTP " + status);
            }
            if (status != 200) {
                return Fetched.refused("HTTP " + status);
            }
            Optional<String> type = response.headers().firstValue("Content-Type");
            if (type.isEmpty() || !type.get().toLowerCase(Locale.ROOT).startsWith("text/plain")) {
                return Fetched.refused("content type " + Txt.printable(type.orElse("missing")) + ", not text/plain");
            }
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                return Fetched.refused("longer than 64 KiB");
            }
            return Fetched.text(new String(bytes, StandardCharsets.UTF_8));
        }
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
