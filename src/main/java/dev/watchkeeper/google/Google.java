package dev.watchkeeper.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.UserCredentials;
import dev.watchkeeper.audit.AccessProbe;
import dev.watchkeeper.audit.DirectorySource;
import dev.watchkeeper.audit.GoogleSource;
import dev.watchkeeper.audit.PolicySource;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.google.GoogleDoctor.Probe;
import dev.watchkeeper.retry.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Google as this process sees it: one transport, one budget, the credentials, and the readers on top of them. */
public final class Google implements AutoCloseable {
    /** No audit worker waits for a connection: how many work at once is decided there, how fast by the budget. */
    private static final int MOST_CONNECTIONS = 300;

    private final HttpTransport transport;
    private final Subjects subjects;
    private final Clock clock;
    private final GoogleReports reports;
    private final GoogleDirectory directory;
    private final GooglePolicies policies;

    private Google(
            HttpTransport transport,
            GoogleSettings settings,
            Subjects subjects,
            ApiCaller caller,
            Clock clock,
            Pause pause) {
        this.subjects = subjects;
        this.clock = clock;
        String root = settings.endpoint().toString();
        this.transport = transport;
        this.reports = new GoogleReports(caller, transport, root, clock);
        this.directory = new GoogleDirectory(caller, transport, root, settings.directory());
        this.policies = new GooglePolicies(caller, transport, settings, pause);
    }

    /**
     * Opens the clients; sends nothing yet.
     *
     * @param leases through whom the quota is shared with others
     * @throws IOException if the key file cannot be read, or no default credentials are found; the message says which
     */
    public static Google open(GoogleSettings settings, Clock clock, QuotaLeases leases, QuotaMeter meter)
            throws IOException {
        return open(settings, clock, leases, meter, Pause.sleeping());
    }

    static Google open(GoogleSettings settings, Clock clock, QuotaLeases leases, QuotaMeter meter, Pause pause)
            throws IOException {
        // Not NetHttpTransport: it loses the body of a 401 from the token endpoint, and with it the reason.
        HttpTransport transport = new ApacheHttpTransport(ApacheHttpTransport.newDefaultHttpClientBuilder()
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .build());
        QuotaBudget budget = new QuotaBudget(
                settings.quotaPerMinute(), settings.filteredPerMinute(), leases, System::nanoTime, meter);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        Subjects subjects = subjects(settings, transport, clock);
        ApiCaller caller = new ApiCaller(settings, subjects, budget, pause, clock, random, meter);
        return new Google(transport, settings, subjects, caller, clock, pause);
    }

    private static Subjects subjects(GoogleSettings settings, HttpTransport transport, Clock clock) throws IOException {
        return switch (settings.credentials()) {
            case "" -> new Subjects.Unset();
            case "none" -> new Subjects.None();
            case "adc" -> AdcSubjects.find(transport, clock, settings.serviceAccount());
            default -> KeyFileSubjects.read(Path.of(settings.credentials()), transport);
        };
    }

    /** The numeric client id that customers authorise, so that our own grant is told from a stranger's. */
    public Optional<String> clientId() {
        return subjects.clientId();
    }

    /**
     * Tokens for sending as a mailbox of our own, by domain-wide delegation.
     *
     * @param keyFile key of another service account than the one that reads; null for the same
     * @throws IOException if the key file cannot be read
     */
    public MailboxTokens mailbox(@Nullable Path keyFile, String mailbox) throws IOException {
        Subjects who = keyFile == null ? subjects : KeyFileSubjects.read(keyFile, transport);
        GoogleCredentials credentials = who.credentials(mailbox, MailboxTokens.SCOPE);
        if (credentials == null) {
            throw new IOException("credentials none give no tokens");
        }
        return new MailboxTokens(credentials, clock);
    }

    /** Tokens for sending as whoever once granted this refresh token; the endpoint may be another maker's. */
    public MailboxTokens mailbox(URI tokenUrl, String clientId, String clientSecret, String refreshToken) {
        return new MailboxTokens(
                UserCredentials.newBuilder()
                        .setClientId(clientId)
                        .setClientSecret(clientSecret)
                        .setRefreshToken(refreshToken)
                        .setTokenServerUri(tokenUrl)
                        .setHttpTransportFactory(() -> transport)
                        .build(),
                clock);
    }

    public GoogleSource reports() {
        return reports;
    }

    public DirectorySource directory() {
        return directory;
    }

    public PolicySource policies() {
        return policies;
    }

    /** Tries every scope with the smallest request behind it. */
    public AccessProbe doctor() {
        List<Probe> probes = new ArrayList<>();
        probes.add(new Probe(ApiScope.ACTIVITIES, reports::probeActivities));
        probes.add(new Probe(ApiScope.USAGE, reports::probeUsage));
        for (ApiScope scope :
                List.of(ApiScope.USERS, ApiScope.UNITS, ApiScope.DOMAINS, ApiScope.GROUPS, ApiScope.ROLES)) {
            probes.add(new Probe(scope, (tenant, deadline) -> directory.probe(scope, tenant, deadline)));
        }
        probes.add(new Probe(ApiScope.POLICIES, policies::probe));
        return new GoogleDoctor(probes);
    }

    @Override
    public void close() throws IOException {
        transport.shutdown();
    }
}
