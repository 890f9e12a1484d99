package dev.watchkeeper.dns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who stands behind an MX host: Google, a known gateway, a provider the customer came from, or somebody else. */
final class MailHosts {
    /** What a host means for a customer of Google. */
    enum Kind {
        GOOGLE_NEW,
        GOOGLE_OLD,
        /** A proof of ownership; takes no mail. */
        VERIFICATION,
        EXPECTED,
        GATEWAY,
        LEFTOVER,
        /** A host under the customer's own domain, usually the web server. */
        SELF,
        OTHER;

        boolean isGoogle() {
            return this == GOOGLE_NEW || this == GOOGLE_OLD;
        }

        /** May stand in MX without harm. */
        boolean isAccepted() {
            return isGoogle() || this == GATEWAY || this == EXPECTED;
        }
    }

    private record Known(Kind kind, Pattern host, String provider) {}

    private static final Pattern OLD_SET =
            Pattern.compile("(?:alt[1-4]\\.)?aspmx\\.l\\.google\\.com|aspmx[2-5]\\.googlemail\\.com");

    private final List<Known> known;

    private MailHosts(List<Known> known) {
        this.known = known;
    }

    static MailHosts packaged() {
        try (InputStream in = MailHosts.class.getResourceAsStream("mail-hosts.txt")) {
            if (in == null) {
                throw new IllegalStateException("mail-hosts.txt is missing from the jar");
            }
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return new MailHosts(lines.lines()
                        .filter(l -> !l.isBlank() && !l.startsWith("#"))
                        .map(MailHosts::known)
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("mail-hosts.txt cannot be read", e);
        }
    }

    private static Known known(String line) {
        String[] parts = line.split(" ", 3);
        String suffix = parts[1].replace(".", "\\.").replace("*", "[^.]*");
        return new Known(
                parts[0].equals("gateway") ? Kind.GATEWAY : Kind.LEFTOVER,
                Pattern.compile("(?:.*\\.)?" + suffix),
                parts[2]);
    }

    Kind kind(String host, String domain, Expectations expected) {
        if (host.equals("smtp.google.com")) {
            return Kind.GOOGLE_NEW;
        }
        if (OLD_SET.matcher(host).matches()) {
            return Kind.GOOGLE_OLD;
        }
        if (DomainName.isUnder(host, "mx-verification.google.com")) {
            return Kind.VERIFICATION;
        }
        if (expected.gateways().stream().anyMatch(g -> DomainName.isUnder(host, g))) {
            return Kind.GATEWAY;
        }
        Optional<Known> match = find(host);
        if (match.isPresent() && match.get().kind() == Kind.GATEWAY) {
            return Kind.GATEWAY;
        }
        if (expected.dualDelivery()) {
            return Kind.EXPECTED;
        }
        if (match.isPresent()) {
            return Kind.LEFTOVER;
        }
        return DomainName.isUnder(host, domain) ? Kind.SELF : Kind.OTHER;
    }

    /** The provider's name; empty if it is not known. */
    String provider(String host) {
        return find(host).map(Known::provider).orElse("");
    }

    /** True if the host, without anything appended, belongs to Google or to a provider we know. */
    boolean isKnown(String host) {
        return host.equals("smtp.google.com")
                || OLD_SET.matcher(host).matches()
                || find(host).isPresent();
    }

    private Optional<Known> find(String host) {
        return known.stream().filter(k -> k.host().matcher(host).matches()).findFirst();
    }
}
