package dev.watchkeeper.dns;

import java.util.Comparator;
import java.util.List;

/**
 * A range of addresses that an SPF term names. IPv6 is counted in networks of 64 bits, within the global unicast space
 * (2000::/3); a smaller range there weighs nothing.
 *
 * @param text the term
 * @param from first and, with {@code to}, last address or network of the range
 */
record SpfNet(String text, boolean v4, long from, long to) {
    private static final long V4_SPACE = 1L << 32;
    private static final long V6_FIRST = 0x2000_0000_0000_0000L;
    private static final long V6_LAST = 0x3FFF_FFFF_FFFF_FFFFL;

    /** The share of the space from which on senders are as good as unlimited: IPv4 has an eighth that nobody sends from. */
    private static final double NEARLY_ALL = 0.75;

    /** The range of an address and the length of its prefix. */
    static SpfNet of(String text, boolean v4, byte[] address, int prefix) {
        int bytes = v4 ? 4 : 8;
        long first = 0;
        for (int i = 0; i < bytes; i++) {
            first = first << 8 | (address[i] & 0xff);
        }
        int bits = bytes * 8;
        long free = prefix >= bits ? 0 : prefix == 0 ? -1L >>> (64 - bits) : (1L << (bits - prefix)) - 1;
        return new SpfNet(text, v4, first & ~free, first | free);
    }

    /** True if the union of the ranges leaves out hardly any sender of one family. */
    static boolean coverNearlyAll(List<SpfNet> nets) {
        return covered(nets, true, 0, V4_SPACE - 1) >= NEARLY_ALL
                || covered(nets, false, V6_FIRST, V6_LAST) >= NEARLY_ALL;
    }

    private static double covered(List<SpfNet> nets, boolean v4, long first, long last) {
        double sum = 0;
        long next = first;
        List<SpfNet> ordered = nets.stream()
                .filter(net -> net.v4 == v4)
                .map(net -> net.within(first, last))
                .filter(net -> net.from <= net.to)
                .sorted(Comparator.comparingLong(SpfNet::from))
                .toList();
        for (SpfNet net : ordered) {
            long begin = Math.max(next, net.from);
            if (begin <= net.to) {
                sum += (double) (net.to - begin) + 1;
                next = net.to + 1;
            }
        }
        return sum / ((double) (last - first) + 1);
    }

    /** Cut to a space; empty ({@code from > to}) if it lies outside. Addresses compare without sign. */
    private SpfNet within(long first, long last) {
        long low = Long.compareUnsigned(from, first) < 0 ? first : from;
        long high = Long.compareUnsigned(to, last) > 0 ? last : to;
        return Long.compareUnsigned(low, high) > 0 ? new SpfNet(text, v4, 1, 0) : new SpfNet(text, v4, low, high);
    }
}
