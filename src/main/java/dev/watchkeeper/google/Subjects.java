package dev.watchkeeper.google;

import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives the credentials with which we act for somebody: an administrator of a tenant, or a mailbox of our own. */
interface Subjects {
    /** Credentials for one scope, given by its URL; null if the endpoint wants none. Not cached here. */
    @Nullable
    GoogleCredentials credentials(String subject, String scope) throws IOException;

    /** The numeric client id that customers authorise; empty if unknown. */
    default Optional<String> clientId() {
        return Optional.empty();
    }

    /** Whether a tenant must name an administrator. */
    default boolean needAdmin() {
        return true;
    }

    /** Nothing was configured; every reading ends there. */
    final class Unset implements Subjects {
        @Override
        public GoogleCredentials credentials(String subject, String scope) throws IOException {
            throw new IOException("no credentials for Google; set google.credentials to a key file or adc");
        }
    }

    /** Nobody is asked; for emulators on loopback. */
    final class None implements Subjects {
        @Override
        public @Nullable GoogleCredentials credentials(String subject, String scope) {
            return null;
        }

        @Override
        public boolean needAdmin() {
            return false;
        }
    }
}
