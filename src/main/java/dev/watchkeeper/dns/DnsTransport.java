package dev.watchkeeper.dns;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.WireParseException;

/**
 * Carries questions to servers: UDP from pooled sockets, several questions under way on one, TCP where an answer was
 * cut. A reply counts only if it comes from the server asked, to the port and with the random number and the question of
 * the asking; a socket is given up after some uses, so that its port stays hard to guess, and after a time-out, so that
 * no late reply meets the next question. Safe for use by many threads.
 */
final class DnsTransport {
    private static final int USES = 200;
    private static final int MOST_POOLED = 64;
    private static final int MOST_STRAYS = 1_000;
    private static final int LARGEST = 65_535;

    private final Map<InetSocketAddress, Deque<Line>> pool = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** A connected socket with the uses it has left. */
    private static final class Line implements AutoCloseable {
        final DatagramSocket socket;
        final byte[] buffer = new byte[4096];
        int uses = USES;

        Line(InetSocketAddress server) throws IOException {
            socket = new DatagramSocket();
            socket.connect(server);
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /**
     * What became of one question.
     *
     * @param failure why there is no reply; null if there is one
     */
    record Outcome(@Nullable Message reply, @Nullable IOException failure) {}

    /**
     * Asks one server several questions at once; the outcomes stand in the order of the queries. The numbers of the
     * queries are replaced by random ones.
     *
     * @param pooled whether the server will be asked again
     */
    List<Outcome> ask(InetSocketAddress server, List<Message> queries, Duration timeout, boolean pooled) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Pending pending = new Pending(queries, random);
        try {
            exchange(server, pending, deadline, pooled);
        } catch (IOException e) {
            pending.failRest(e);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            Outcome outcome = pending.outcome(i);
            Message reply = outcome.reply();
            boolean cut = reply != null && reply.getHeader().getFlag(Flags.TC);
            outcomes.add(cut ? overTcp(server, queries.get(i), deadline) : outcome);
        }
        return outcomes;
    }

    private void exchange(InetSocketAddress server, Pending pending, long deadline, boolean pooled) throws IOException {
        Line line = pooled ? take(server) : new Line(server);
        boolean clean = false;
        try {
            for (byte[] wire : pending.wires()) {
                line.socket.send(new DatagramPacket(wire, wire.length));
            }
            for (int strays = 0; pending.isOpen() && strays <= MOST_STRAYS; ) {
                line.socket.setSoTimeout(millis(deadline));
                DatagramPacket packet = new DatagramPacket(line.buffer, line.buffer.length);
                line.socket.receive(packet);
                strays += pending.take(line.buffer, packet.getLength()) ? 0 : 1;
            }
            clean = !pending.isOpen();
            pending.failRest(new WireParseException("a flood of replies to no question"));
        } finally {
            line.uses -= pending.wires().size();
            if (pooled && clean && line.uses > 0) {
                giveBack(server, line);
            } else {
                line.close();
            }
        }
    }

    private Line take(InetSocketAddress server) throws IOException {
        Deque<Line> free = pool.get(server);
        Line line = free == null ? null : free.pollFirst();
        return line == null ? new Line(server) : line;
    }

    private void giveBack(InetSocketAddress server, Line line) {
        Deque<Line> free = pool.computeIfAbsent(server, s -> new ConcurrentLinkedDeque<>());
        if (free.size() < MOST_POOLED) {
            free.addFirst(line);
        } else {
            line.close();
        }
    }

    private static Outcome overTcp(InetSocketAddress server, Message query, long deadline) {
        try (Socket socket = new Socket()) {
            socket.connect(server, millis(deadline));
            byte[] wire = query.toWire();
            byte[] framed = new byte[wire.length + 2];
            framed[0] = (byte) (wire.length >> 8);
            framed[1] = (byte) wire.length;
            System.arraycopy(wire, 0, framed, 2, wire.length);
            OutputStream out = socket.getOutputStream();
            out.write(framed);
            out.flush();
            byte[] head = read(socket, 2, deadline);
            byte[] body = read(socket, (head[0] & 0xff) << 8 | (head[1] & 0xff), deadline);
            Message reply = parse(body, body.length);
            return answers(query, reply)
                    ? new Outcome(reply, null)
                    : new Outcome(null, new WireParseException("a reply to another question"));
        } catch (IOException e) {
            return new Outcome(null, e);
        }
    }

    private static byte[] read(Socket socket, int length, long deadline) throws IOException {
        byte[] bytes = new byte[Math.min(length, LARGEST)];
        InputStream in = new DataInputStream(socket.getInputStream());
        for (int have = 0; have < bytes.length; ) {
            socket.setSoTimeout(millis(deadline));
            int n = in.read(bytes, have, bytes.length - have);
            if (n < 0) {
                throw new EOFException("the server hung up");
            }
            have += n;
        }
        return bytes;
    }

    private static int millis(long deadline) throws SocketTimeoutException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no reply in time");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    /** Reads bytes of a stranger; whatever is wrong with them is an IOException. */
    static Message parse(byte[] wire, int length) throws IOException {
        try {
            return new Message(java.util.Arrays.copyOf(wire, length));
        } catch (RuntimeException | StackOverflowError e) {
            throw new WireParseException("not a DNS message: " + e);
        }
    }

    /** True if a reply belongs to a query; servers that refuse may leave the question out. */
    private static boolean answers(Message query, Message reply) {
        Header header = reply.getHeader();
        if (header.getID() != query.getHeader().getID()
                || !header.getFlag(Flags.QR)
                || header.getOpcode() != Opcode.QUERY) {
            return false;
        }
        Record asked = query.getQuestion();
        Record told = reply.getQuestion();
        if (told == null) {
            int rcode = reply.getRcode();
            return rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
        }
        return asked != null
                && told.getType() == asked.getType()
                && told.getDClass() == asked.getDClass()
                && told.getName().equals(asked.getName());
    }

    /** The questions under way on one socket. */
    private static final class Pending {
        private final List<Message> queries;
        private final List<byte[]> wires = new ArrayList<>();
        private final @Nullable Outcome[] outcomes;
        private int open;

        Pending(List<Message> queries, SecureRandom random) {
            this.queries = queries;
            this.outcomes = new Outcome[queries.size()];
            this.open = queries.size();
            List<Integer> used = new ArrayList<>();
            for (Message query : queries) {
                int id = random.nextInt(0x10000);
                while (used.contains(id)) {
                    id = random.nextInt(0x10000);
                }
                used.add(id);
                query.getHeader().setID(id);
                wires.add(query.toWire());
            }
        }

        List<byte[]> wires() {
            return wires;
        }

        boolean isOpen() {
            return open > 0;
        }

        Outcome outcome(int index) {
            Outcome outcome = outcomes[index];
            return outcome == null ? new Outcome(null, new SocketTimeoutException("no reply")) : outcome;
        }

        void failRest(IOException e) {
            for (int i = 0; i < outcomes.length; i++) {
                outcomes[i] = outcomes[i] == null ? new Outcome(null, e) : outcomes[i];
            }
        }

        /** True if a packet settles an open question. */
        boolean take(byte[] buffer, int length) {
            int id = length < 2 ? -1 : (buffer[0] & 0xff) << 8 | (buffer[1] & 0xff);
            for (int i = 0; i < outcomes.length; i++) {
                if (outcomes[i] == null && queries.get(i).getHeader().getID() == id) {
                    Outcome outcome = outcome(queries.get(i), buffer, length);
                    outcomes[i] = outcome;
                    open -= outcome == null ? 0 : 1;
                    return outcome != null;
                }
            }
            return false;
        }

        private static @Nullable Outcome outcome(Message query, byte[] buffer, int length) {
            try {
                Message reply = parse(buffer, length);
                return answers(query, reply) ? new Outcome(reply, null) : null;
            } catch (IOException e) {
                return new Outcome(null, e);
            }
        }
    }
}
