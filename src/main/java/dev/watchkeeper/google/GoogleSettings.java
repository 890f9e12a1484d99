package dev.watchkeeper.google;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code google} of the configuration.
 *
 * @param endpoint root of the Admin SDK (Reports and Directory)
 * @param policyEndpoint root of the Cloud Identity Policy API; null means Google's, or {@code endpoint} if that is not
 *     Google's own
 * @param statusUrl where the status dashboard's documents are
 * @param credentials path of a service account's key file, {@code adc}, or {@code none} (loopback endpoints only);
 *     empty if Google is not to be asked
 * @param serviceAccount with {@code adc}: address of the service account whose key Google holds and that the customers
 *     have authorised; we sign through the IAM Credentials API. Null if the default credentials are a key file
 * @param directory whether to ask the Directory API where a customer grants it
 * @param policies whether to ask the Policy API where a customer grants it
 * @param quotaPerMinute requests a minute in all; Google's default limit is 2,400
 * @param filteredPerMinute of these, requests that filter activities; Google's limit is 250
 * @param attempts tries for one page, the first included
 * @param faultDelay first wait after a passing fault
 * @param throttleDelay first wait after being throttled
 * @param maxDelay longest wait; if Google asks for more, the tenant is put off
 * @param policyInterval least time between two calls of the Policy API
 */
public record GoogleSettings(
        URI endpoint,
        @Nullable URI policyEndpoint,
        URI statusUrl,
        String credentials,
        @Nullable String serviceAccount,
        boolean directory,
        boolean policies,
        int quotaPerMinute,
        int filteredPerMinute,
        int attempts,
        Duration connectTimeout,
        Duration readTimeout,
        Duration faultDelay,
        Duration throttleDelay,
        Duration maxDelay,
        Duration policyInterval) {
    public static final URI GOOGLE = URI.create("https://admin.googleapis.com/");
    private static final URI GOOGLE_POLICIES = URI.create("https://cloudidentity.googleapis.com/");
    private static final URI GOOGLE_STATUS = URI.create("https://www.google.com/appsstatus/dashboard/incidents.json");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    public GoogleSettings {
        require(endpoint.isAbsolute() && endpoint.getHost() != null, "endpoint", endpoint, GOOGLE.toString());
        if (credentials.equals("none")) {
            require(
                    isLoopback(endpoint) && (policyEndpoint == null || isLoopback(policyEndpoint)),
                    "credentials",
                    "none with endpoint " + endpoint,
                    "a key file or adc; none is only for endpoints on loopback such as http://127.0.0.1:8085/");
        }
        require(
                endpoint.getScheme().equals("https") || isLoopback(endpoint),
                "endpoint",
                endpoint,
                "https; plain http only on loopback");
        require(quotaPerMinute >= 1, "quotaPerMinute", quotaPerMinute, "at least 1, for example 2000");
        require(filteredPerMinute >= 1, "filteredPerMinute", filteredPerMinute, "at least 1, for example 220");
        require(attempts >= 1 && attempts <= 20, "attempts", attempts, "1 to 20, for example 6");
        require(!connectTimeout.isNegative() && !connectTimeout.isZero(), "connectTimeout", connectTimeout, "10s");
        require(!readTimeout.isNegative() && !readTimeout.isZero(), "readTimeout", readTimeout, "60s");
        require(!faultDelay.isNegative(), "faultDelay", faultDelay, "1s");
        require(!throttleDelay.isNegative(), "throttleDelay", throttleDelay, "5s");
        require(
                maxDelay.compareTo(faultDelay) >= 0 && maxDelay.compareTo(throttleDelay) >= 0,
                "maxDelay",
                maxDelay,
                "at least faultDelay and throttleDelay, for example 60s");
        require(!policyInterval.isNegative(), "policyInterval", policyInterval, "1s");
    }

    /** Google itself with one kind of credentials and everything else as in {@code defaults.yaml}. */
    public static GoogleSettings of(URI endpoint, String credentials) {
        return new GoogleSettings(
                endpoint,
                null,
                GOOGLE_STATUS,
                credentials,
                null,
                true,
                true,
                2_000,
                220,
                6,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1));
    }

    /** The same with other waits; for emulators, where nobody needs to be spared. */
    public GoogleSettings waiting(Duration fault, Duration throttle, Duration max, Duration policyPause) {
        return new GoogleSettings(
                endpoint,
                policyEndpoint,
                statusUrl,
                credentials,
                serviceAccount,
                directory,
                policies,
                quotaPerMinute,
                filteredPerMinute,
                attempts,
                connectTimeout,
                readTimeout,
                fault,
                throttle,
                max,
                policyPause);
    }

    /** The same with another quota. */
    public GoogleSettings drawing(int perMinute, int filtered) {
        return new GoogleSettings(
                endpoint,
                policyEndpoint,
                statusUrl,
                credentials,
                serviceAccount,
                directory,
                policies,
                perMinute,
                filtered,
                attempts,
                connectTimeout,
                readTimeout,
                faultDelay,
                throttleDelay,
                maxDelay,
                policyInterval);
    }

    URI policyRoot() {
        if (policyEndpoint != null) {
            return policyEndpoint;
        }
        return GOOGLE.getHost().equals(endpoint.getHost()) ? GOOGLE_POLICIES : endpoint;
    }

    private static boolean isLoopback(URI uri) {
        return uri.getHost() != null
                && LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    private static void require(boolean holds, String key, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": " + value + " is not accepted; use " + accepted);
        }
    }
}
