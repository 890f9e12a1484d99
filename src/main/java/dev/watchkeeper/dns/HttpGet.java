package dev.watchkeeper.dns;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET to an address that was chosen and checked before: the name in the URI is never resolved again, so nobody can
 * answer the check with one address and the connection with another. No redirect is followed; the whole exchange has one
 * deadline, and head and body have limits. (The JDK's clients resolve by themselves and put no limit on a body that
 * stalls.)
 */
final class HttpGet {
    private static final int MOST_HEAD = 16 * 1024;
    private static final int FRAMES = 2_000;

    private final SSLSocketFactory tls;
    private final LongSupplier nanoClock;
    private final Duration longest;
    private final int mostBytes;

    /** The limits of every exchange: its duration, and the length of a body. */
    HttpGet(SSLSocketFactory tls, LongSupplier nanoClock, Duration longest, int mostBytes) {
        this.tls = tls;
        this.nanoClock = nanoClock;
        this.longest = longest;
        this.mostBytes = mostBytes;
    }

    /**
     * What came back.
     *
     * @param body as UTF-8; empty unless the status is 200
     * @param headers names in lower case; of several with one name the first
     */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** The body is longer than it may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        TooLongException(String message) {
            super(message);
        }
    }

    /**
     * Asks.
     *
     * @param uri {@code https}, or {@code http} for a server of a test
     * @throws javax.net.ssl.SSLException if the certificate does not count
     */
    Reply get(URI uri, InetAddress address, String accept) throws IOException {
        long deadline = nanoClock.getAsLong() + longest.toNanos();
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), left(deadline));
            plain.setSoTimeout(left(deadline));
            if (!secure) {
                return exchange(uri, plain, accept, deadline);
            }
            try (SSLSocket socket = (SSLSocket) tls.createSocket(plain, uri.getHost(), port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return exchange(uri, socket, accept, deadline);
            }
        }
    }

    private Reply exchange(URI uri, Socket socket, String accept, long deadline) throws IOException {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String host = uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
        String head = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: " + accept
                + "\r\nUser-Agent: watchkeeper\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        Source in = new Source(socket, deadline);
        int status = status(in.line());
        Map<String, String> headers = new TreeMap<>();
        for (String line = in.line(); !line.isEmpty(); line = in.line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        boolean chunked = headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked");
        String body = status != 200 ? "" : chunked ? in.chunks() : in.body(headers.get("content-length"));
        return new Reply(status, headers, body);
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || parts[1].length() != 3) {
            throw new ProtocolException("no HTTP answer: " + Txt.brief(line));
        }
        try {
            return Integer.parseInt(parts[1]);
        } catch (NumberFormatException e) {
            throw new ProtocolException("no HTTP answer: " + Txt.brief(line));
        }
    }

    private int left(long deadline) throws InterruptedIOException {
        long millis = (deadline - nanoClock.getAsLong()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("not read to its end within " + longest.toSeconds() + " s");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    /** The bytes of the answer, within the deadline. */
    private final class Source {
        private final Socket socket;
        private final InputStream in;
        private final long deadline;
        private int headBytes;

        Source(Socket socket, long deadline) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream(), 8 * 1024);
            this.deadline = deadline;
        }

        private int read() throws IOException {
            socket.setSoTimeout(left(deadline));
            return in.read();
        }

        String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = read(); c != '\n'; c = read()) {
                if (c < 0) {
                    throw new EOFException("the server hung up");
                }
                if (++headBytes > MOST_HEAD) {
                    throw new ProtocolException("the head is longer than 16 KiB");
                }
                line.write(c);
            }
            return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
        }

        String body(@org.jspecify.annotations.Nullable String length) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            long announced = length == null ? Long.MAX_VALUE : number(length, 10);
            copy(body, announced);
            if (length != null && body.size() < announced) {
                throw new EOFException("the server hung up before the end of the body");
            }
            return body.toString(StandardCharsets.UTF_8);
        }

        String chunks() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int frames = 0; frames < FRAMES; frames++) {
                long length = number(line().split(";", 2)[0], 16);
                if (length == 0) {
                    return body.toString(StandardCharsets.UTF_8);
                }
                int before = body.size();
                copy(body, length);
                if (body.size() - before < length) {
                    throw new EOFException("the server hung up before the end of the body");
                }
                line();
            }
            throw new ProtocolException("the body comes in more than " + FRAMES + " pieces");
        }

        private void copy(ByteArrayOutputStream body, long length) throws IOException {
            byte[] piece = new byte[8 * 1024];
            for (long rest = length; rest > 0; ) {
                socket.setSoTimeout(left(deadline));
                int n = in.read(piece, 0, (int) Math.min(piece.length, rest));
                if (n < 0) {
                    return;
                }
                body.write(piece, 0, n);
                rest -= n;
                if (body.size() > mostBytes) {
                    throw new TooLongException("longer than " + mostBytes / 1024 + " KiB");
                }
            }
        }

        private long number(String text, int radix) throws IOException {
            try {
                long value = Long.parseLong(text.strip(), radix);
                if (value >= 0) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new ProtocolException("'" + Txt.brief(text) + "' is no length");
        }
    }
}
