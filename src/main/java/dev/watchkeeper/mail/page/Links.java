package dev.watchkeeper.mail.page;

import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Offer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes links: https to hosts on a list, mail to our own mailbox with an encoded subject, and sealed links that do
 * something.
 */
public final class Links {
    /** Google's consoles and help; the ticket system's hosts come from the settings. */
    private static final List<String> GOOGLE = List.of(
            "admin.google.com",
            "email-quarantine.google.com",
            "support.google.com",
            "www.google.com",
            "toolbox.googleapps.com",
            "workspace.google.com");

    private final Set<String> hosts;
    private final String mailbox;
    private final @Nullable Gate gate;

    /** Links of an installation that is not reachable: none that does something. */
    public Links(Collection<String> hosts, String mailbox) {
        this(hosts, mailbox, null);
    }

    /**
     * Links for one installation.
     *
     * @param hosts further hosts, lower case
     * @param mailbox address that {@code mailto:} links write to
     * @param gate where links that do something lead; null: there are none
     */
    public Links(Collection<String> hosts, String mailbox, @Nullable Gate gate) {
        HashSet<String> all = new HashSet<>(GOOGLE);
        hosts.forEach(host -> all.add(host.toLowerCase(Locale.ROOT)));
        this.hosts = Set.copyOf(all);
        this.mailbox = mailbox;
        this.gate = gate;
    }

    /** A link to a page; empty if the address is not https, has user information or leads to a host not on the list. */
    public Optional<SafeLink> to(String label, String address) {
        try {
            URI uri = URI.create(address);
            boolean fits = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && hosts.contains(uri.getHost().toLowerCase(Locale.ROOT))
                    && address.length() <= 600;
            return fits ? Optional.of(new SafeLink(label, uri.toASCIIString())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A link that writes a mail with this subject to our mailbox. */
    public SafeLink write(String label, String subject) {
        return new SafeLink(label, "mailto:" + mailbox + "?subject=" + encoded(subject));
    }

    /**
     * A link by which one person may do something; empty if this installation has none.
     *
     * @param now when the mail is written
     */
    public Optional<SafeLink> sealed(String label, Act act, String recipientId, String subject, Instant now) {
        return gate == null
                ? Optional.empty()
                : Optional.of(new SafeLink(label, gate.address(Offer.at(now, act, recipientId, subject))));
    }

    /** The ways out of a digest for List-Unsubscribe: https first where we are reachable by it, then mail. */
    public List<String> unsubscribe(String kind, String recipientId, Instant now) {
        List<String> ways = new ArrayList<>();
        sealed("", Act.UNSUBSCRIBE, recipientId, kind, now)
                .map(SafeLink::href)
                .filter(href -> href.startsWith("https:"))
                .ifPresent(ways::add);
        ways.addAll(unsubscribeByMail(kind));
        return ways;
    }

    /** Mail only: for who reads another's digest, which is not theirs to end. */
    public List<String> unsubscribeByMail(String kind) {
        return List.of(write("", "UNSUBSCRIBE " + kind).href());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
