package dev.watchkeeper.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** Writes the configuration of the made-up reseller, as an operator would. */
final class DemoFiles {
    /** Of the directory {@code config} of the source tree; the build packs it beside this class. */
    private static final List<String> SHIPPED =
            List.of("plans.yaml", "calendars/24x7.yaml", "calendars/cn-8x5.yaml", "calendars/cn-long.yaml");

    private final Path directory;

    DemoFiles(Path directory) {
        this.directory = directory;
    }

    Path config() {
        return directory.resolve("config");
    }

    Path tickets() {
        return directory.resolve("tickets");
    }

    void write(GoogleEmulator google, List<String> resolvers, URI registry) throws IOException {
        Files.createDirectories(config());
        Files.createDirectories(tickets());
        Path key = config().resolve("google-key.json");
        ServiceAccountFile.write(key, google.tokenUrl());
        Files.writeString(config().resolve("watchkeeper.yaml"), watchkeeper(google, key, resolvers, registry));
        Files.writeString(config().resolve("sources.yaml"), sources());
        boolean plans = copyPackaged();
        Files.writeString(config().resolve("tenants.yaml"), tenants(plans));
        Files.writeString(config().resolve("people.yaml"), DemoCast.people());
    }

    /** Puts a file of events where the ticket source looks, whole or not at all. */
    void drop(String name, String events) throws IOException {
        Path unfinished = directory.resolve(name + ".part");
        Files.writeString(unfinished, events);
        Files.move(unfinished, tickets().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private String watchkeeper(GoogleEmulator google, Path key, List<String> resolvers, URI registry) {
        return """
                # Written by the demo; everything outside is on loopback.
                database:
                  directory: %s
                http:
                  port: 0
                logging:
                  console: off
                  file: %s
                google:
                  endpoint: %s
                  statusUrl: %s
                  credentials: %s
                  quotaPerMinute: 60000
                  faultDelay: 20ms
                  throttleDelay: 50ms
                  policyInterval: 0s
                dns:
                  resolvers: [%s]
                  nameServers: false
                  rdap:
                    url: %s
                    perMinute: 600
                mail:
                  directory: %s
                """.formatted(
                quoted(directory.resolve("data")),
                quoted(directory.resolve("log/watchkeeper.log")),
                google.rootUrl(),
                google.statusUrl(),
                quoted(key),
                String.join(", ", resolvers.stream().map(r -> '"' + r + '"').toList()),
                registry,
                quoted(directory.resolve("mail")));
    }

    private String sources() {
        return """
                sources:
                  - id: desk
                    type: file
                    file: {directory: %s}
                    link: "https://desk.reseller.example/tickets/{id}"
                """.formatted(quoted(tickets()));
    }

    /** Plans and calendars as they are shipped; false if this build ships none. */
    private boolean copyPackaged() throws IOException {
        boolean plans = false;
        for (String name : SHIPPED) {
            try (InputStream in = DemoFiles.class.getResourceAsStream("config/" + name)) {
                if (in != null) {
                    Path target = config().resolve(name);
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                    plans |= name.equals("plans.yaml");
                }
            }
        }
        return plans;
    }

    private static String tenants(boolean plans) {
        StringBuilder yaml = new StringBuilder();
        for (DemoTenant tenant : DemoCast.tenants()) {
            yaml.append("- id: ").append(tenant.id()).append('\n');
            yaml.append("  name: ").append(tenant.name()).append('\n');
            yaml.append("  shortName: ").append(tenant.shortName()).append('\n');
            yaml.append("  domains: ").append(tenant.domains()).append('\n');
            yaml.append("  customerId: ").append(tenant.customerId()).append('\n');
            yaml.append("  admin: ").append(tenant.admin()).append('\n');
            if (plans) {
                yaml.append("  plan: ").append(tenant.plan()).append('\n');
                yaml.append("  contract: {from: 2026-01-01}\n");
            }
            yaml.append("  manager: ").append(tenant.manager()).append('\n');
            yaml.append("  zone: ").append(tenant.zone()).append('\n');
            yaml.append("  language: ").append(tenant.language()).append('\n');
        }
        return yaml.toString();
    }

    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
    }
}
