package dev.watchkeeper.app;

import dev.watchkeeper.audit.AccessProbe;
import dev.watchkeeper.audit.DirectorySource;
import dev.watchkeeper.audit.GoogleSource;
import dev.watchkeeper.audit.PolicySource;
import dev.watchkeeper.audit.QuotaShare;
import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.dns.MailDnsChecker;
import dev.watchkeeper.google.Google;
import dev.watchkeeper.google.QuotaMeter;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.smtp.FileMailer;
import dev.watchkeeper.mail.smtp.MailSettings;
import dev.watchkeeper.mail.smtp.SmtpMailer;
import dev.watchkeeper.mail.smtp.SmtpSettings;
import dev.watchkeeper.ops.Metrics;
import dev.watchkeeper.status.Feed;
import dev.watchkeeper.status.HttpFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything outside the process. {@link #real} builds it from the settings, which may lead to loopback; tests pass
 * other parts.
 *
 * @param clientId the client id of our service account; empty if unknown
 * @param quota how this process shares Google's quota with others; by itself until a database is open
 * @param routes ways for mail out, the usual one first
 * @param files where mail goes that may not leave the machine
 */
public record World(
        Clock clock,
        Metrics metrics,
        GoogleSource google,
        DirectorySource directory,
        PolicySource policies,
        AccessProbe access,
        Optional<String> clientId,
        QuotaShare quota,
        MailDnsChecker dns,
        Feed status,
        List<Route> routes,
        Route files,
        AutoCloseable clients)
        implements AutoCloseable {
    public World {
        routes = List.copyOf(routes);
    }

    /** The real time, in milliseconds: databases keep microseconds and round, so fewer digits come back equal. */
    public static Clock realClock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /**
     * The world as configured; opens clients but sends nothing.
     *
     * @throws ConfigException if Google's credentials cannot be read
     */
    public static World real(Settings settings, Path directory, Clock clock) {
        Metrics metrics = new Metrics();
        QuotaShare quota = new QuotaShare();
        Google google;
        try {
            google = Google.open(settings.google(), clock, quota, meter(metrics, quota));
        } catch (IOException e) {
            metrics.close();
            throw refused(
                    directory, "google.credentials", e, "a service account's key file, adc, or none (loopback only)");
        }
        MailSettings mail = settings.mail();
        Route files = new Route("files", new FileMailer(mail.directory()), 10_000, Duration.ofMinutes(1));
        return new World(
                clock,
                metrics,
                google.reports(),
                google.directory(),
                google.policies(),
                google.doctor(),
                google.clientId(),
                quota,
                MailDnsChecker.open(settings.dns(), System::nanoTime, clock),
                new HttpFeed(settings.google().statusUrl(), System::nanoTime),
                routes(mail, files, new MailLogins(google, directory)),
                files,
                google);
    }

    private static List<Route> routes(MailSettings mail, Route files, MailLogins logins) {
        List<Route> routes = new ArrayList<>();
        if (!mail.mode().usesSmtp()) {
            routes.add(files);
            return routes;
        }
        add(routes, "smtp", mail.smtp(), mail.from(), logins);
        add(routes, "fallback", mail.fallback(), mail.from(), logins);
        return routes;
    }

    private static void add(
            List<Route> routes, String name, @Nullable SmtpSettings smtp, String sender, MailLogins logins) {
        if (smtp != null) {
            routes.add(new Route(
                    name, new SmtpMailer(smtp, sender, logins.tokens(name, smtp)), smtp.perMinute(), smtp.timeout()));
        }
    }

    /** What a key of {@code watchkeeper.yaml} leads to cannot be read. */
    static ConfigException refused(Path directory, String key, IOException e, String remedy) {
        Place place = new Place(directory.resolve("watchkeeper.yaml").toString(), 0);
        return new ConfigException(List.of(Problem.error(place, key, String.valueOf(e.getMessage()), remedy)));
    }

    private static QuotaMeter meter(Metrics metrics, QuotaShare quota) {
        // There from the start, so that its first failure is an increase.
        metrics.add("watchkeeper.google.failures", 0, "source", "reports", "kind", "network");
        return new QuotaMeter() {
            @Override
            public void drawn(String bucket, long waitedNanos) {
                metrics.time(
                        "watchkeeper.google.quota.wait",
                        Duration.of(waitedNanos, TimeUnit.NANOSECONDS.toChronoUnit()),
                        "bucket",
                        bucket);
            }

            @Override
            public void answered(long nanos) {
                quota.answered(Duration.ofNanos(nanos));
            }

            @Override
            public void failed(String source, String kind) {
                metrics.count("watchkeeper.google.failures", "source", source, "kind", kind);
            }
        };
    }

    @Override
    public void close() {
        try {
            clients.close();
        } catch (Exception e) {
            throw new IllegalStateException("Google's clients could not be closed", e);
        }
        metrics.close();
    }
}
