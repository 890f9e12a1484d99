package dev.watchkeeper.google;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Application Default Credentials: a key file found by Google's rules, or an attached identity that signs keyless
 * through the IAM Credentials API. The identity needs {@code roles/iam.serviceAccountTokenCreator} on the account.
 */
final class AdcSubjects implements Subjects {
    private static final String CLOUD = "https://www.googleapis.com/auth/cloud-platform";

    private final GoogleCredentials source;
    private final HttpTransport transport;
    private final Clock clock;
    private final @Nullable String serviceAccount;

    AdcSubjects(GoogleCredentials source, HttpTransport transport, Clock clock, @Nullable String serviceAccount) {
        this.source = source;
        this.transport = transport;
        this.clock = clock;
        this.serviceAccount = serviceAccount;
    }

    static AdcSubjects find(HttpTransport transport, Clock clock, @Nullable String serviceAccount) throws IOException {
        return new AdcSubjects(
                GoogleCredentials.getApplicationDefault(() -> transport), transport, clock, serviceAccount);
    }

    @Override
    public GoogleCredentials credentials(String subject, String scope) throws IOException {
        if (serviceAccount == null && source instanceof ServiceAccountCredentials key) {
            return new KeyFileSubjects(key).credentials(subject, scope);
        }
        if (serviceAccount == null) {
            throw new IOException("the default credentials hold no key; set google.serviceAccount to the address of"
                    + " the service account that the customers have authorised");
        }
        return new SignedElsewhere(
                source.createScoped(List.of(CLOUD)), transport, clock, serviceAccount, subject, scope);
    }

    @Override
    public Optional<String> clientId() {
        return source instanceof ServiceAccountCredentials key
                ? Optional.ofNullable(key.getClientId())
                : Optional.empty();
    }
}
