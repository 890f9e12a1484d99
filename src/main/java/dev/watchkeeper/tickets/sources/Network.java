package dev.watchkeeper.tickets.sources;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address range such as {@code 10.1.0.0/16} or {@code ::1}. */
record Network(InetAddress base, int prefixBits) {
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw wrong(text); // never a name: that would ask DNS
        }
        try {
            InetAddress base = InetAddress.getByName(address);
            int most = base.getAddress().length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > most) {
                throw wrong(text);
            }
            return new Network(base, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw wrong(text);
        }
    }

    boolean contains(InetAddress other) {
        byte[] mine = base.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "network '" + text + "' is not an address range; accepted: 127.0.0.1, 10.1.0.0/16, ::1, fd00::/8");
    }
}
