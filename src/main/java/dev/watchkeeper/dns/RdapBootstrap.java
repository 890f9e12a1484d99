package dev.watchkeeper.dns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which server knows the registrations of an ending: IANA's registry for RDAP (RFC 9224). */
final class RdapBootstrap {
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private final Map<String, URI> servers;

    private RdapBootstrap(Map<String, URI> servers) {
        this.servers = Map.copyOf(servers);
    }

    /**
     * The file of the operator, else the packaged one.
     *
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    static RdapBootstrap open(@Nullable Path file) {
        try (InputStream in =
                file == null ? RdapBootstrap.class.getResourceAsStream("rdap-dns.json") : Files.newInputStream(file)) {
            if (in == null) {
                throw new IllegalStateException("rdap-dns.json is missing from the jar");
            }
            if (file != null && Files.size(file) > MOST_BYTES) {
                throw new IOException("longer than 4 MiB");
            }
            return read(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "dns.rdap.bootstrap " + file + " cannot be read: " + Txt.brief(String.valueOf(e.getMessage()))
                            + "; IANA's file https://data.iana.org/rdap/dns.json is wanted",
                    e);
        }
    }

    private static RdapBootstrap read(JsonNode root) throws IOException {
        Map<String, URI> servers = new HashMap<>();
        for (JsonNode service : root.path("services")) {
            URI server = https(service.path(1));
            if (server != null) {
                service.path(0).forEach(ending -> servers.put(ending.asText().toLowerCase(Locale.ROOT), server));
            }
        }
        if (servers.isEmpty()) {
            throw new IOException("no list of services in it");
        }
        return new RdapBootstrap(servers);
    }

    private static @Nullable URI https(JsonNode addresses) {
        for (JsonNode address : addresses) {
            String text = address.asText();
            if (text.startsWith("https://")) {
                try {
                    return URI.create(text.endsWith("/") ? text : text + "/");
                } catch (IllegalArgumentException e) {
                    // the next one may do
                }
            }
        }
        return null;
    }

    /** The server for the longest ending of a domain that is listed. */
    Optional<URI> server(String domain) {
        for (String ending = domain; !ending.isEmpty(); ) {
            URI server = servers.get(ending);
            if (server != null) {
                return Optional.of(server);
            }
            int dot = ending.indexOf('.');
            ending = dot < 0 ? "" : ending.substring(dot + 1);
        }
        return Optional.empty();
    }
}
