package dev.watchkeeper.demo;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A DNS server on loopback, UDP and TCP: answers from records given as text, as a resolver and as an authoritative
 * server at once, and misbehaves on request. One zone holds every name; wildcards cover any depth; a chain of aliases is
 * followed for eight steps. Safe for use by several threads.
 */
public final class LoopbackDns implements AutoCloseable {
    /** How a question is mistreated. */
    public enum Fault {
        /** No reply at all. */
        SILENCE,
        SERVFAIL,
        /** SERVFAIL unless the question disables checking: what a validating resolver does with a bogus signature. */
        BOGUS,
        REFUSED,
        NXDOMAIN,
        NODATA,
        /** The truncation bit and no answer over UDP; TCP answers. */
        TRUNCATED,
        /** An upward referral without authority. */
        LAME,
        /** Bytes that are no DNS message. */
        GARBAGE
    }

    private static final String APEX = ". 60 IN SOA ns.invalid. host.invalid. 1 3600 600 604800 60\n";
    private static final int LONGEST_CHAIN = 8;
    private static final int TRIES = 20;

    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final LongAdder asked = new LongAdder();
    private volatile boolean recording = true;
    private volatile UnaryOperator<byte[]> mangler = UnaryOperator.identity();
    private volatile Zone zone = Zone.parse("");

    /** Starts on a free port of 127.0.0.1. */
    public static LoopbackDns start() throws IOException {
        return start("127.0.0.1", 0);
    }

    /** Starts on an address such as {@code 127.0.53.1}; port 0 takes a free one. */
    public static LoopbackDns start(String address, int port) throws IOException {
        LoopbackDns server = open(InetAddress.getByName(address), port);
        daemon("loopback-dns-udp", server::serveUdp);
        daemon("loopback-dns-tcp", server::serveTcp);
        return server;
    }

    /** A port that is free for TCP may be in use for UDP: another one is taken then. */
    private static LoopbackDns open(InetAddress address, int port) throws IOException {
        for (int tries = 1; ; tries++) {
            ServerSocket tcp = new ServerSocket(port, 50, address);
            try {
                return new LoopbackDns(tcp, new DatagramSocket(tcp.getLocalPort(), address));
            } catch (SocketException e) {
                tcp.close();
                if (port != 0 || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private LoopbackDns(ServerSocket tcp, DatagramSocket udp) throws SocketException {
        this.tcp = tcp;
        this.udp = udp;
        udp.setReceiveBufferSize(1 << 20);
    }

    /** {@code host:port} of this server. */
    public String address() {
        return tcp.getInetAddress().getHostAddress() + ":" + port();
    }

    public int port() {
        return tcp.getLocalPort();
    }

    /** Replaces all records: master-file lines with absolute names, for example {@code a.test. MX 1 smtp.google.com.} */
    public void load(String records) {
        zone = Zone.parse(records);
    }

    /** The records that are served, as lines of a zone file. */
    public List<String> lines() {
        return zone.nodes().values().stream()
                .flatMap(node -> node.values().stream())
                .flatMap(List::stream)
                .filter(record -> !record.getName().equals(Name.root))
                .map(Record::toString)
                .toList();
    }

    /**
     * Mistreats questions.
     *
     * @param name absolute name; with a leading {@code *.} the name and everything below it, {@code *.} alone everything
     * @param type record type, or {@code *} for all
     */
    public void fault(String name, String type, Fault fault) {
        faults.put(key(name, type), fault);
    }

    public void clearFaults() {
        faults.clear();
        mangler = UnaryOperator.identity();
    }

    /** Changes the bytes of every reply until {@link #clearFaults()}. */
    public void mangle(UnaryOperator<byte[]> change) {
        mangler = change;
    }

    /** Every question since the start, as {@code UDP a.test./MX}; empty after {@link #countOnly()}. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    /** Stops keeping each question, for long runs; {@link #asked()} goes on. */
    public void countOnly() {
        recording = false;
        questions.clear();
    }

    public long asked() {
        return asked.sum();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] reply = reply(Arrays.copyOf(buffer, packet.getLength()), false);
                if (reply != null) {
                    byte[] sent = mangler.apply(reply);
                    udp.send(new DatagramPacket(sent, sent.length, packet.getSocketAddress()));
                }
            } catch (IOException | RuntimeException e) {
                // Closed, or a question that cannot be read: a real server drops it too.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                daemon("loopback-dns-client", () -> converse(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            while (true) {
                byte[] whole = reply(in.readNBytes(in.readUnsignedShort()), true);
                if (whole != null) {
                    byte[] reply = mangler.apply(whole);
                    byte[] framed = new byte[reply.length + 2];
                    framed[0] = (byte) (reply.length >> 8);
                    framed[1] = (byte) reply.length;
                    System.arraycopy(reply, 0, framed, 2, reply.length);
                    out.write(framed);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The client hung up.
        }
    }

    private byte @Nullable [] reply(byte[] wire, boolean viaTcp) throws IOException {
        Message query = new Message(wire);
        Record question = query.getQuestion();
        if (question == null) {
            return null;
        }
        String name = question.getName().toString().toLowerCase(Locale.ROOT);
        String type = Type.string(question.getType());
        asked.increment();
        if (recording) {
            questions.add((viaTcp ? "TCP " : "UDP ") + name + "/" + type);
        }
        Message reply = new Message(query.getHeader().getID());
        Header header = reply.getHeader();
        header.setFlag(Flags.QR);
        header.setFlag(Flags.RA);
        if (query.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        reply.addRecord(question, Section.QUESTION);
        Fault fault = faultFor(name, type);
        if (fault == Fault.BOGUS && query.getHeader().getFlag(Flags.CD)) {
            fault = null;
        }
        if (fault == Fault.TRUNCATED && viaTcp) {
            fault = null;
        }
        if (fault != null) {
            return misbehave(fault, reply);
        }
        header.setFlag(Flags.AA);
        answer(zone, question.getName(), question.getType(), reply);
        int limit = viaTcp
                ? 65_535
                : query.getOPT() == null ? 512 : Math.max(512, query.getOPT().getPayloadSize());
        return reply.toWire(limit);
    }

    private static byte @Nullable [] misbehave(Fault fault, Message reply) throws IOException {
        Header header = reply.getHeader();
        switch (fault) {
            case SILENCE -> {
                return null;
            }
            case SERVFAIL, BOGUS -> header.setRcode(Rcode.SERVFAIL);
            case REFUSED -> header.setRcode(Rcode.REFUSED);
            case NXDOMAIN -> {
                header.setRcode(Rcode.NXDOMAIN);
                reply.addRecord(Zone.soa(), Section.AUTHORITY);
            }
            case NODATA -> reply.addRecord(Zone.soa(), Section.AUTHORITY);
            case TRUNCATED -> header.setFlag(Flags.TC);
            case LAME -> {
                header.unsetFlag(Flags.RA);
                reply.addRecord(
                        new NSRecord(Name.root, 1, 60, Name.fromString("a.root-servers.invalid.")), Section.AUTHORITY);
            }
            case GARBAGE -> {
                byte[] wire = reply.toWire();
                wire[7] = 9; // nine answers announced, none there
                return wire;
            }
        }
        return reply.toWire();
    }

    private static void answer(Zone zone, Name asked, int type, Message reply) {
        Name name = asked;
        for (int step = 0; step <= LONGEST_CHAIN; step++) {
            Map<Integer, List<Record>> node = zone.find(name);
            if (node == null) {
                if (!zone.exists(name)) {
                    reply.getHeader().setRcode(Rcode.NXDOMAIN);
                }
                reply.addRecord(Zone.soa(), Section.AUTHORITY);
                return;
            }
            List<Record> aliases = node.get(Type.CNAME);
            if (aliases != null && type != Type.CNAME && type != Type.ANY) {
                CNAMERecord alias = (CNAMERecord) aliases.get(0);
                reply.addRecord(new CNAMERecord(name, 1, alias.getTTL(), alias.getTarget()), Section.ANSWER);
                name = alias.getTarget();
                continue;
            }
            List<Record> records = type == Type.ANY
                    ? node.values().stream().flatMap(List::stream).toList()
                    : node.getOrDefault(type, List.of());
            for (Record record : records) {
                reply.addRecord(renamed(record, name), Section.ANSWER);
            }
            if (records.isEmpty()) {
                reply.addRecord(Zone.soa(), Section.AUTHORITY);
            }
            return;
        }
    }

    private static Record renamed(Record record, Name name) {
        return record.getName().isWild()
                ? Record.newRecord(
                        name, record.getType(), record.getDClass(), record.getTTL(), record.rdataToWireCanonical())
                : record;
    }

    private @Nullable Fault faultFor(String name, String type) {
        for (String t : List.of(type, "*")) {
            Fault exact = faults.get(name + "/" + t);
            if (exact != null) {
                return exact;
            }
        }
        String parent = name;
        while (true) {
            for (String t : List.of(type, "*")) {
                Fault below = faults.get("*." + parent + "/" + t);
                if (below != null) {
                    return below;
                }
            }
            if (parent.isEmpty()) {
                return null;
            }
            parent = parent.substring(parent.indexOf('.') + 1);
        }
    }

    private static String key(String name, String type) {
        return name.toLowerCase(Locale.ROOT) + "/" + type;
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** All records by name, with the names that exist only because something lies below them. */
    private record Zone(Map<Name, Map<Integer, List<Record>>> nodes, Set<Name> ancestors) {
        static Zone parse(String records) {
            Map<Name, Map<Integer, List<Record>>> nodes = new HashMap<>();
            Set<Name> ancestors = new HashSet<>();
            try (Master master = new Master(
                    new ByteArrayInputStream(
                            ("$TTL 60\n" + APEX + records + "\n").getBytes(StandardCharsets.ISO_8859_1)),
                    Name.root)) {
                for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                    nodes.computeIfAbsent(record.getName(), n -> new HashMap<>())
                            .computeIfAbsent(record.getType(), t -> new ArrayList<>())
                            .add(record);
                    for (Name up = record.getName(); up.labels() > 1; up = new Name(up, 1)) {
                        ancestors.add(up);
                    }
                }
            } catch (IOException e) {
                throw new IllegalArgumentException("the records cannot be read: " + e.getMessage(), e);
            }
            return new Zone(nodes, ancestors);
        }

        static Record soa() {
            return Zone.SOA.get(0);
        }

        private static final List<Record> SOA =
                List.copyOf(parse("").nodes().getOrDefault(Name.root, Map.of()).getOrDefault(Type.SOA, List.of()));

        boolean exists(Name name) {
            return ancestors.contains(name);
        }

        /** The node that answers for a name, a wildcard included; null if none does. */
        @Nullable
        Map<Integer, List<Record>> find(Name name) {
            Map<Integer, List<Record>> exact = nodes.get(name);
            if (exact != null || exists(name)) {
                return exact;
            }
            for (Name up = name; up.labels() > 1; up = new Name(up, 1)) {
                Map<Integer, List<Record>> wild = nodes.get(up.wild(1));
                if (wild != null) {
                    return wild;
                }
                if (exists(new Name(up, 1))) {
                    return null; // the closest existing name rules
                }
            }
            return null;
        }
    }
}
