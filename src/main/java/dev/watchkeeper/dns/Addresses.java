package dev.watchkeeper.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses lie on the open internet (IANA's registries of special-purpose IPv4 and IPv6 addresses, RFC 6890). An
 * IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo) is as special as the one it carries. Pure.
 */
final class Addresses {
    private static final class Net {
        private final byte[] first;
        private final int bits;
        private final String word;

        private Net(byte[] first, int bits, String word) {
            this.first = first;
            this.bits = bits;
            this.word = word;
        }

        String word() {
            return word;
        }

        static Net of(String text) {
            String[] parts = text.split(" ", 2);
            int slash = parts[0].indexOf('/');
            return new Net(
                    bytes(parts[0].substring(0, slash)), Integer.parseInt(parts[0].substring(slash + 1)), parts[1]);
        }

        boolean holds(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((address[i / 8] & mask) != (first[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Nobody outside a network, or outside a machine, reaches these. */
    private static final List<Net> INSIDE = List.of(
            Net.of("0.0.0.0/8 unspecified"),
            Net.of("10.0.0.0/8 private"),
            Net.of("100.64.0.0/10 private (shared by a provider's customers)"),
            Net.of("127.0.0.0/8 loopback"),
            Net.of("169.254.0.0/16 link-local"),
            Net.of("172.16.0.0/12 private"),
            Net.of("192.168.0.0/16 private"),
            Net.of("::/128 unspecified"),
            Net.of("::1/128 loopback"),
            Net.of("fc00::/7 private"),
            Net.of("fe80::/10 link-local"),
            Net.of("fec0::/10 private"));

    /** Reserved for documentation, tests, protocols or groups; nothing of a customer's answers there. */
    private static final List<Net> RESERVED = List.of(
            Net.of("192.0.0.0/24 reserved for protocols"),
            Net.of("192.0.2.0/24 reserved for documentation"),
            Net.of("192.31.196.0/24 reserved"),
            Net.of("192.52.193.0/24 reserved"),
            Net.of("192.88.99.0/24 reserved"),
            Net.of("192.175.48.0/24 reserved"),
            Net.of("198.18.0.0/15 reserved for tests"),
            Net.of("198.51.100.0/24 reserved for documentation"),
            Net.of("203.0.113.0/24 reserved for documentation"),
            Net.of("224.0.0.0/4 multicast"),
            Net.of("240.0.0.0/4 reserved"),
            Net.of("100::/64 reserved"),
            Net.of("100:0:0:1::/64 reserved"),
            Net.of("2001::/23 reserved for protocols"),
            Net.of("2001:db8::/32 reserved for documentation"),
            Net.of("2620:4f:8000::/48 reserved"),
            Net.of("3fff::/20 reserved for documentation"),
            Net.of("5f00::/16 reserved"),
            Net.of("ff00::/8 multicast"));

    private static final Net MAPPED = Net.of("::ffff:0:0/96 mapped");
    private static final Net COMPATIBLE = Net.of("::/96 compatible");
    private static final Net NAT64 = Net.of("64:ff9b::/96 translated");
    private static final Net NAT64_LOCAL = Net.of("64:ff9b:1::/48 private (translated)");
    private static final Net SIX_TO_FOUR = Net.of("2002::/16 tunnelled");
    private static final Net TEREDO = Net.of("2001::/32 tunnelled");

    private Addresses() {}

    /** What keeps outsiders from an address: private, loopback, link-local, unspecified; empty if nothing does. */
    static String inside(InetAddress address) {
        return find(address.getAddress(), INSIDE);
    }

    /** Why nothing may be connected to at an address that a stranger gave; empty for the open internet. */
    static String special(InetAddress address) {
        String inside = find(address.getAddress(), INSIDE);
        return inside.isEmpty() ? find(address.getAddress(), RESERVED) : inside;
    }

    private static String find(byte[] address, List<Net> nets) {
        byte[] carried = carried(address);
        if (carried.length > 0) {
            String word = find(carried, nets);
            if (!word.isEmpty()) {
                return word;
            }
        }
        if (NAT64_LOCAL.holds(address)) {
            return NAT64_LOCAL.word();
        }
        return nets.stream()
                .filter(net -> net.holds(address))
                .map(Net::word)
                .findFirst()
                .orElse("");
    }

    /** The IPv4 address inside an IPv6 one; empty if there is none. */
    private static byte[] carried(byte[] address) {
        if (address.length != 16) {
            return new byte[0];
        }
        if (MAPPED.holds(address) || NAT64.holds(address) || (COMPATIBLE.holds(address) && !isTiny(address))) {
            return Arrays.copyOfRange(address, 12, 16);
        }
        if (SIX_TO_FOUR.holds(address)) {
            return Arrays.copyOfRange(address, 2, 6);
        }
        if (TEREDO.holds(address)) {
            byte[] v4 = Arrays.copyOfRange(address, 12, 16);
            for (int i = 0; i < v4.length; i++) {
                v4[i] = (byte) ~v4[i];
            }
            return v4;
        }
        return new byte[0];
    }

    /** {@code ::} and {@code ::1} carry nothing. */
    private static boolean isTiny(byte[] address) {
        return address[12] == 0 && address[13] == 0 && address[14] == 0 && (address[15] & 0xff) <= 1;
    }

    private static byte[] bytes(String text) {
        byte[] v4 = org.xbill.DNS.Address.toByteArray(text, org.xbill.DNS.Address.IPv4);
        byte[] bytes = v4 == null ? org.xbill.DNS.Address.toByteArray(text, org.xbill.DNS.Address.IPv6) : v4;
        if (bytes == null) {
            throw new IllegalStateException(text + " is no address");
        }
        return bytes;
    }

    /** The address that a host is written as; null if it is a name. */
    static @org.jspecify.annotations.Nullable InetAddress literal(String host) {
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return plain.equals("localhost")
                    ? InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1})
                    : org.xbill.DNS.Address.getByAddress(plain);
        } catch (java.net.UnknownHostException e) {
            return null;
        }
    }

    /** True for IPv4, which comes first where both exist. */
    static boolean isV4(InetAddress address) {
        return address instanceof Inet4Address;
    }
}
