package dev.watchkeeper.mail.link;

import java.net.URI;
import java.util.Locale;

/** Where links lead, and the seal on them. */
public final class Gate {
    private static final int LONGEST = 200;

    private final String base;
    private final Seal seal;

    private Gate(String base, Seal seal) {
        this.base = base;
        this.seal = seal;
    }

    /**
     * A gate at an address under which the daemon's HTTP port is reached.
     *
     * @throws IllegalArgumentException if the address is neither https nor http on loopback, or holds more than host,
     *     port and path
     */
    public static Gate at(URI base, Seal seal) {
        String host = base.getHost();
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        boolean safe = scheme.equals("https") || (scheme.equals("http") && host != null && isLoopback(host));
        if (host == null
                || !safe
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null
                || base.toString().length() > LONGEST) {
            throw new IllegalArgumentException("mail.publicUrl " + base
                    + " is not accepted; write https, host and at most a path, for example"
                    + " https://notify.reseller.example (http only on loopback)");
        }
        String text = base.toASCIIString();
        return new Gate(text.endsWith("/") ? text : text + "/", seal);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** The whole address of a link: {@code BASE/u/TOKEN} to unsubscribe, {@code BASE/l/TOKEN} for the rest. */
    public String address(Offer offer) {
        return base + (offer.act() == Act.UNSUBSCRIBE ? "u/" : "l/") + seal.seal(offer);
    }

    /** The same as seen from the page of another link, whatever stands before both paths. */
    public String beside(Offer offer) {
        return ".." + address(offer).substring(base.length() - 1);
    }

    public Seal seal() {
        return seal;
    }

    /** Without the address's last slash, as people write it. */
    @Override
    public String toString() {
        return base.substring(0, base.length() - 1);
    }
}
