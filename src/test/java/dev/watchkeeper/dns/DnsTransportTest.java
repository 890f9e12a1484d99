package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Replies count only if they belong to a question under way. */
class DnsTransportTest {
    private static final Duration LONG = Duration.ofSeconds(5);

    /** A server that sends for each question what the test says. */
    private static final class Server implements AutoCloseable {
        interface Behaviour {
            List<byte[]> replies(Message query, Message good) throws IOException;
        }

        final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        final List<SocketAddress> clients = new CopyOnWriteArrayList<>();

        Server(Behaviour behaviour) throws IOException {
            Thread thread = new Thread(() -> serve(behaviour), "odd-dns");
            thread.setDaemon(true);
            thread.start();
        }

        InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }

        private void serve(Behaviour behaviour) {
            byte[] buffer = new byte[4096];
            while (!socket.isClosed()) {
                try {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    clients.add(packet.getSocketAddress());
                    Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
                    for (byte[] reply : behaviour.replies(query, reply(query, "192.0.2.1"))) {
                        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                    }
                } catch (IOException e) {
                    return;
                }
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static Message reply(Message query, String address) throws IOException {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        reply.addRecord(
                new ARecord(query.getQuestion().getName(), DClass.IN, 60, InetAddress.getByName(address)),
                Section.ANSWER);
        return reply;
    }

    private static Message query(String name) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name), Type.A, DClass.IN));
    }

    private static String address(DnsTransport.Outcome outcome) {
        Message reply = outcome.reply();
        return reply == null
                ? String.valueOf(outcome.failure())
                : ((ARecord) reply.getSection(Section.ANSWER).get(0))
                        .getAddress()
                        .getHostAddress();
    }

    @Test
    void forgedRepliesAreWaitedOut() throws IOException {
        try (Server server = new Server((query, good) -> {
            Message wrongNumber = reply(query, "198.51.100.1");
            wrongNumber.getHeader().setID(query.getHeader().getID() ^ 1);
            Message otherName = reply(query("other.test."), "198.51.100.2");
            otherName.getHeader().setID(query.getHeader().getID());
            Message noReply = reply(query, "198.51.100.3");
            noReply.getHeader().unsetFlag(Flags.QR);
            return List.of(new byte[] {1}, wrongNumber.toWire(), otherName.toWire(), noReply.toWire(), good.toWire());
        })) {
            List<DnsTransport.Outcome> outcomes =
                    new DnsTransport().ask(server.address(), List.of(query("a.test.")), LONG, true);

            assertThat(address(outcomes.get(0))).isEqualTo("192.0.2.1");
        }
    }

    @Test
    void aFloodOfForgedRepliesEnds() throws IOException {
        try (Server server = new Server((query, good) -> {
            List<byte[]> flood = new ArrayList<>();
            for (int i = 0; i < 1_500; i++) {
                flood.add(new byte[] {1, 2, 3});
            }
            return flood;
        })) {
            List<DnsTransport.Outcome> outcomes =
                    new DnsTransport().ask(server.address(), List.of(query("a.test.")), Duration.ofMillis(800), true);

            assertThat(outcomes.get(0).reply()).isNull();
        }
    }

    @Test
    void questionsSentTogetherGetTheirOwnAnswersInAnyOrder() throws IOException {
        List<byte[]> held = new ArrayList<>();
        try (Server server = new Server((query, good) -> {
            String label = query.getQuestion().getName().getLabelString(0);
            held.add(0, reply(query, "192.0.2." + label.substring(1)).toWire());
            return held.size() == 8 ? held : List.of();
        })) {
            List<Message> queries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                queries.add(query("n" + i + ".test."));
            }

            List<DnsTransport.Outcome> outcomes = new DnsTransport().ask(server.address(), queries, LONG, true);

            for (int i = 0; i < 8; i++) {
                assertThat(address(outcomes.get(i))).isEqualTo("192.0.2." + i);
            }
            assertThat(queries.stream()
                            .map(q -> q.getHeader().getID())
                            .distinct()
                            .count())
                    .isEqualTo(8);
        }
    }

    @Test
    void numbersAndPortsAreNotToBeGuessed() throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        try (Server server = new Server((query, good) -> {
            numbers.add(query.getHeader().getID());
            return List.of(good.toWire());
        })) {
            DnsTransport transport = new DnsTransport();
            for (int i = 0; i < 450; i++) {
                assertThat(transport
                                .ask(server.address(), List.of(query("a.test.")), LONG, true)
                                .get(0)
                                .reply())
                        .isNotNull();
            }

            assertThat(numbers.size()).isGreaterThan(430);
            assertThat(Set.copyOf(server.clients)).hasSize(3);
        }
    }

    @Test
    void aSocketThatWaitedInVainIsNotUsedAgain() throws IOException {
        try (Server server = new Server((query, good) ->
                query.getQuestion().getName().getLabelString(0).equals("slow") ? List.of() : List.of(good.toWire()))) {
            DnsTransport transport = new DnsTransport();
            DnsTransport.Outcome late = transport
                    .ask(server.address(), List.of(query("slow.test.")), Duration.ofMillis(50), true)
                    .get(0);
            transport.ask(server.address(), List.of(query("a.test.")), LONG, true);

            assertThat(late.failure()).isInstanceOf(java.net.SocketTimeoutException.class);
            assertThat(Set.copyOf(server.clients)).hasSize(2);
        }
    }
}
