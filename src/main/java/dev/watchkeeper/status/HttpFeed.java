package dev.watchkeeper.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The real feed: JSON only, no redirect, 15 s (30 for a server that drips), 4 MiB at most. Safe for use by several threads. */
public final class HttpFeed implements Feed {
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final URI address;
    private final LongSupplier nanoClock;
    private final Duration longest;

    public HttpFeed(URI address, LongSupplier nanoClock) {
        this(address, nanoClock, LONGEST);
    }

    HttpFeed(URI address, LongSupplier nanoClock, Duration longest) {
        this.address = address;
        this.nanoClock = nanoClock;
        this.longest = longest;
    }

    @Override
    public Fetched fetch(String entityTag, String lastModified) {
        long deadline = nanoClock.getAsLong() + longest.toNanos();
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout((int) longest.toMillis());
            connection.setReadTimeout((int) longest.toMillis());
            connection.setRequestProperty("Accept", "application/json");
            if (!entityTag.isEmpty()) {
                connection.setRequestProperty("If-None-Match", entityTag);
            }
            if (!lastModified.isEmpty()) {
                connection.setRequestProperty("If-Modified-Since", lastModified);
            }
            CountDownLatch read = new CountDownLatch(1);
            cutOff(connection, read);
            try {
                return read(connection, entityTag, lastModified, deadline);
            } finally {
                read.countDown();
                connection.disconnect();
            }
        } catch (IOException e) {
            return Fetched.failed(address.getHost() + ": " + e);
        }
    }

    /** A server that sends its head byte by byte resets every time-out of the JDK; only hanging up ends that. */
    private void cutOff(HttpURLConnection connection, CountDownLatch read) {
        Thread watchdog = new Thread(
                () -> {
                    try {
                        if (!read.await(longest.toMillis() * 2, TimeUnit.MILLISECONDS)) {
                            connection.disconnect();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "status-feed-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private Fetched read(HttpURLConnection connection, String entityTag, String lastModified, long deadline)
            throws IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_NOT_MODIFIED && !(entityTag.isEmpty() && lastModified.isEmpty())) {
            return new Fetched(Outcome.NOT_MODIFIED, "", entityTag, lastModified, "");
        }
        if (status >= 300 && status < 400) {
            return Fetched.failed("HTTP " + status + ": redirects are not followed");
        }
        if (status != HttpURLConnection.HTTP_OK) {
            return Fetched.failed("HTTP " + status);
        }
        String type = connection.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).contains("json")) {
            return Fetched.failed("content type " + type + ", not JSON");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[16 * 1024];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                body.write(piece, 0, n);
                if (body.size() > MOST_BYTES) {
                    return Fetched.failed("longer than 4 MiB");
                }
                if (nanoClock.getAsLong() - deadline > 0) {
                    return Fetched.failed("not read to its end within " + longest.toSeconds() + " s");
                }
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toByteArray()))
                    .toString();
            return new Fetched(
                    Outcome.FETCHED,
                    text,
                    orEmpty(connection.getHeaderField("ETag")),
                    orEmpty(connection.getHeaderField("Last-Modified")),
                    "");
        } catch (CharacterCodingException e) {
            return Fetched.failed("not UTF-8");
        }
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String header) {
        return header == null || header.length() > 500 ? "" : header;
    }
}
