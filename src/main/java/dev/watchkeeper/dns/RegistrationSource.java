package dev.watchkeeper.dns;

import dev.watchkeeper.health.maildns.Registration;
import java.time.Instant;
import java.util.Optional;

/** Reads registrations. Never throws for what the network does. Safe for use by many threads. */
@FunctionalInterface
public interface RegistrationSource {
    /** Asks nobody. */
    RegistrationSource OFF = (domain, now) -> Optional.empty();

    /** What the registry says of a domain; empty if it was not asked, now or at all. */
    Optional<Registration> read(String domain, Instant now);
}
