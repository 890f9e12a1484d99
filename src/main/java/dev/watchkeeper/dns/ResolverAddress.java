package dev.watchkeeper.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.xbill.DNS.Address;

/** Reads {@code host:port}, {@code host}, {@code [ipv6]:port}; the host is an IP address or {@code localhost}. */
public final class ResolverAddress {
    private ResolverAddress() {}

    /**
     * The address a resolver is asked at.
     *
     * @throws IllegalArgumentException naming the value and what is accepted
     */
    public static InetSocketAddress parse(String text) {
        String host = text.trim();
        String port = "53";
        int bracket = host.indexOf(']');
        if (host.startsWith("[") && bracket > 0) {
            port = host.length() > bracket + 1 ? host.substring(bracket + 1).replaceFirst("^:", "") : port;
            host = host.substring(1, bracket);
        } else if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
            port = host.substring(host.indexOf(':') + 1);
            host = host.substring(0, host.indexOf(':'));
        }
        try {
            int number = Integer.parseInt(port);
            if (number < 1 || number > 65_535) {
                throw wrong(text);
            }
            InetAddress address = host.equals("localhost")
                    ? InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1})
                    : Address.getByAddress(host);
            return new InetSocketAddress(address, number);
        } catch (NumberFormatException | UnknownHostException e) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("resolver '" + Txt.printable(text)
                + "' is not understood; accepted: an IP address with a port, such as 9.9.9.9:53 or [2620:fe::fe]:53");
    }
}
