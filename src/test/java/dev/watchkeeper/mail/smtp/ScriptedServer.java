package dev.watchkeeper.mail.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server that does exactly what a test tells it, down to resetting the connection in the middle of a body. */
public final class ScriptedServer implements AutoCloseable {
    public static final String CLOSE = "close";
    public static final String RESET = "reset";
    public static final String SILENT = "silent";

    public final List<String> lines = new CopyOnWriteArrayList<>();
    public final List<String> messages = new CopyOnWriteArrayList<>();
    /** Messages that were not refused: those it said 250 to, and those it said nothing of. */
    public final List<String> taken = new CopyOnWriteArrayList<>();

    private static final Pattern BEARER = Pattern.compile("user=(.*)\u0001auth=Bearer (.*)\u0001\u0001");
    private final Map<String, String> script = new ConcurrentHashMap<>();
    private final ServerSocket listener;
    private volatile @Nullable Function<String, Optional<String>> mailboxes;
    private volatile @Nullable SSLContext tls;
    private volatile boolean implicit;
    private volatile int resetBodyAfter = Integer.MAX_VALUE;

    public ScriptedServer() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        script.put("CONNECT", "220 test ESMTP");
        script.put("EHLO", "250-test\r\n250-8BITMIME\r\n250 AUTH LOGIN PLAIN XOAUTH2");
        script.put("MAIL", "250 2.1.0 ok");
        script.put("RCPT", "250 2.1.5 ok");
        script.put("DATA", "354 go on");
        script.put("DOT", "250 2.0.0 queued as 4711");
        script.put("AUTH", "235 2.7.0 welcome");
        script.put("QUIT", "221 bye");
        script.put("RSET", "250 ok");
        Thread acceptor = new Thread(this::accept, "scripted-smtp");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public ScriptedServer answer(String step, String reply) {
        script.put(step, reply);
        return this;
    }

    /** Encrypts, from the first byte or after STARTTLS. */
    public ScriptedServer tls(SSLContext context, boolean fromTheFirstByte) {
        tls = context;
        implicit = fromTheFirstByte;
        if (!implicit) {
            script.put("EHLO", "250-test\r\n250-STARTTLS\r\n250 8BITMIME");
            script.put("STARTTLS", "220 2.0.0 go ahead");
        }
        return this;
    }

    /** Lets in whoever brings a token of his own mailbox; the rest hears what Google says. */
    public ScriptedServer tokens(Function<String, Optional<String>> mailboxOfToken) {
        mailboxes = mailboxOfToken;
        return this;
    }

    public ScriptedServer resetBodyAfter(int bytes) {
        resetBodyAfter = bytes;
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                serve(implicit ? encrypted(socket) : socket);
            } catch (IOException e) {
                lines.add("(" + e.getMessage() + ")");
            }
        }
    }

    private Socket encrypted(Socket socket) throws IOException {
        SSLContext context = Objects.requireNonNull(tls);
        SSLSocket over = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        over.setUseClientMode(false);
        return over;
    }

    private void serve(Socket socket) throws IOException {
        if (say(socket, "CONNECT")) {
            talk(socket);
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            Function<String, Optional<String>> known = mailboxes;
            if (known != null && line.startsWith("AUTH XOAUTH2 ")) {
                script.put("AUTH", judged(line.substring(13), known));
            }
            String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            if (!say(socket, script.containsKey(verb) ? verb : "QUIT")) {
                return;
            }
            if (verb.equals("STARTTLS") && script.getOrDefault(verb, "").startsWith("220")) {
                script.put("EHLO", "250-test\r\n250 8BITMIME");
                lines.add("(encrypted)");
                talk(encrypted(socket));
                return;
            }
            if (verb.equals("DATA") && script.getOrDefault("DATA", "").startsWith("354")) {
                StringBuilder body = new StringBuilder();
                for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                    body.append(text.startsWith(".") ? text.substring(1) : text).append("\r\n");
                    if (body.length() > resetBodyAfter) {
                        reset(socket);
                        return;
                    }
                }
                messages.add(body.toString());
                if (!script.getOrDefault("DOT", "").matches("[45]\\d\\d .*")) {
                    taken.add(body.toString());
                }
                if (!say(socket, "DOT")) {
                    return;
                }
            }
            if (verb.equals("QUIT")) {
                return;
            }
        }
    }

    private static String judged(String answer, Function<String, Optional<String>> mailboxes) {
        String told = new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8);
        Matcher parts = BEARER.matcher(told);
        boolean right = parts.matches()
                && mailboxes
                        .apply(parts.group(2))
                        .filter(parts.group(1)::equals)
                        .isPresent();
        String no = "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail.google.com/\"}";
        return right
                ? "235 2.7.0 Accepted"
                : "334 " + Base64.getEncoder().encodeToString(no.getBytes(StandardCharsets.UTF_8));
    }

    private boolean say(Socket socket, String step) throws IOException {
        String reply = script.getOrDefault(step, "500 what?");
        switch (reply) {
            case CLOSE -> {
                return false;
            }
            case RESET -> {
                reset(socket);
                return false;
            }
            case SILENT -> {
                // Reads on until the client gives up; its timeout is what is tested.
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                return false;
            }
            default -> {
                OutputStream out = socket.getOutputStream();
                out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                return true;
            }
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
