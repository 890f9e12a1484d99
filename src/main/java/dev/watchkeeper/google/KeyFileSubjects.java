package dev.watchkeeper.google;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Domain-wide delegation with the key of a service account. */
final class KeyFileSubjects implements Subjects {
    private final ServiceAccountCredentials key;

    KeyFileSubjects(ServiceAccountCredentials key) {
        this.key = key;
    }

    /** Reads the key file; its {@code token_uri} may point elsewhere. */
    static KeyFileSubjects read(Path file, HttpTransport transport) throws IOException {
        Optional<String> problem = KeyFile.problem(file);
        if (problem.isPresent()) {
            throw new IOException("the key file " + file + " " + problem.get());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new KeyFileSubjects(ServiceAccountCredentials.fromStream(in, () -> transport));
        }
    }

    @Override
    public GoogleCredentials credentials(String subject, String scope) {
        GoogleCredentials delegated = key.createScoped(List.of(scope)).createDelegated(subject);
        // Our own loop repeats, within the budget; the library's would block for seconds outside of it.
        return delegated instanceof ServiceAccountCredentials account
                ? account.createWithCustomRetryStrategy(false)
                : delegated;
    }

    @Override
    public Optional<String> clientId() {
        return Optional.ofNullable(key.getClientId());
    }
}
