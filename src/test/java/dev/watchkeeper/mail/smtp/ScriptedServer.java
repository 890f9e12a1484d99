package dev.watchkeeper.mail.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server that does exactly what a test tells it, down to resetting the connection in the middle of a body. */
final class ScriptedServer implements AutoCloseable {
    static final String CLOSE = "close";
    static final String RESET = "reset";
    static final String SILENT = "silent";

    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<String> messages = new CopyOnWriteArrayList<>();
    private final Map<String, String> script = new LinkedHashMap<>();
    private final ServerSocket listener;
    private volatile int resetBodyAfter = Integer.MAX_VALUE;

    ScriptedServer() throws IOException {
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

    ScriptedServer answer(String step, String reply) {
        script.put(step, reply);
        return this;
    }

    ScriptedServer resetBodyAfter(int bytes) {
        resetBodyAfter = bytes;
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                serve(socket);
            } catch (IOException e) {
                lines.add("(" + e.getMessage() + ")");
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        if (!say(socket, "CONNECT")) {
            return;
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            if (!say(socket, script.containsKey(verb) ? verb : "QUIT")) {
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
                if (!say(socket, "DOT")) {
                    return;
                }
            }
            if (verb.equals("QUIT")) {
                return;
            }
        }
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
