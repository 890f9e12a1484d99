package dev.watchkeeper.mail.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes links: https to hosts on a list, or mail to our own mailbox with an encoded subject. */
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

    /**
     * Links for one installation.
     *
     * @param hosts further hosts, lower case
     * @param mailbox address that {@code mailto:} links write to
     */
    public Links(Collection<String> hosts, String mailbox) {
        HashSet<String> all = new HashSet<>(GOOGLE);
        hosts.forEach(host -> all.add(host.toLowerCase(Locale.ROOT)));
        this.hosts = Set.copyOf(all);
        this.mailbox = mailbox;
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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
