package dev.watchkeeper.google;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.json.JsonParser;
import com.google.api.client.json.JsonToken;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.retry.BackOff;
import dev.watchkeeper.retry.Pause;
import dev.watchkeeper.retry.RetryAfter;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where requests leave for Google: takes a turn of the budget, sends, judges the outcome, waits, repeats.
 * The client library's own retries are off; every attempt passes here. Safe for use by several threads.
 */
final class ApiCaller {
    private static final Logger LOG = LoggerFactory.getLogger(ApiCaller.class);
    private static final int LONGEST_ERROR = 64 * 1024;
    private static final int UNPACKED_AT_ONCE = 32 * 1024;

    private final GoogleSettings settings;
    private final Subjects subjects;
    private final QuotaBudget budget;
    private final Pause pause;
    private final Clock clock;
    private final RandomGenerator random;
    private final QuotaMeter meter;
    private final Map<SubjectScope, GoogleCredentials> credentials = new ConcurrentHashMap<>();

    private record SubjectScope(String admin, ApiScope scope) {}

    /** What to read, for whom, and what to call it in messages. */
    record Target(Tenant tenant, ApiScope scope, String source, boolean filtered, Deadline deadline) {}

    /** Builds the request anew for each attempt. */
    @FunctionalInterface
    interface RequestMaker {
        AbstractGoogleClientRequest<?> make(HttpRequestInitializer initializer) throws IOException;
    }

    /** Reads the body; the parser stands on the opening brace. */
    @FunctionalInterface
    interface BodyReader<T> {
        T read(JsonParser body) throws IOException;
    }

    /** Reads the body as it comes. */
    @FunctionalInterface
    interface StreamReader<T> {
        T read(InputStream body) throws IOException;
    }

    ApiCaller(
            GoogleSettings settings,
            Subjects subjects,
            QuotaBudget budget,
            Pause pause,
            Clock clock,
            RandomGenerator random,
            QuotaMeter meter) {
        this.settings = settings;
        this.subjects = subjects;
        this.budget = budget;
        this.pause = pause;
        this.clock = clock;
        this.random = random;
        this.meter = meter;
    }

    /** Sends until there is an answer or no point in trying on. */
    <T> T call(Target target, RequestMaker maker, BodyReader<T> reader) throws SourceException {
        return stream(target, maker, body -> {
            JsonParser parser = GsonFactory.getDefaultInstance().createJsonParser(body, StandardCharsets.UTF_8);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not a JSON object");
            }
            return reader.read(parser);
        });
    }

    /** The same for a reader of its own. */
    <T> T stream(Target target, RequestMaker maker, StreamReader<T> reader) throws SourceException {
        Optional<GoogleCredentials> who = credentialsFor(target);
        BackOff faults = new BackOff(settings.faultDelay(), settings.maxDelay(), settings.attempts());
        BackOff throttles = new BackOff(settings.throttleDelay(), settings.maxDelay(), settings.attempts());
        boolean renewed = false;
        for (int failures = 1; ; failures++) {
            target.deadline().check(target.source());
            budget.draw(target.tenant().id(), target.filtered(), target.deadline(), target.source());
            long sent = System.nanoTime();
            Outcome<T> outcome = attempt(who, maker, reader);
            meter.answered(System.nanoTime() - sent);
            Failure failure = outcome.failure;
            if (failure == null) {
                return outcome.get();
            }
            meter.failed(target.source(), kind(target, failure).word());
            if (failure.staleToken() && !renewed && renew(who)) {
                renewed = true;
                continue;
            }
            boolean throttled = failure.kind() == Kind.THROTTLED;
            if (throttled) {
                budget.refused();
            }
            Optional<Duration> wait = failure.again()
                    ? (throttled ? throttles : faults).delay(failures, failure.retryAfter(), random)
                    : Optional.empty();
            if (wait.isEmpty()) {
                throw give(target, failure, failures);
            }
            LOG.debug(
                    "{} of {}: {}; attempt {} in {}",
                    target.source(),
                    target.tenant().id(),
                    failure.kind(),
                    failures + 1,
                    wait.get());
            pause.pause(wait.get(), target.deadline()::passed);
        }
    }

    private static SourceException give(Target target, Failure failure, int attempts) {
        String message = attempts > 1 ? failure.message() + " (" + attempts + " attempts)" : failure.message();
        return new SourceException(kind(target, failure), target.source(), message, failure.retryAfter(), null);
    }

    /** A customer may withhold what is optional: that is no loss of access. */
    private static Kind kind(Target target, Failure failure) {
        boolean withheld = target.scope().optional() && failure.message().startsWith("no token");
        return failure.kind() == Kind.PERMISSION && withheld ? Kind.NOT_CONFIGURED : failure.kind();
    }

    private record Outcome<T>(@Nullable T value, @Nullable Failure failure) {
        T get() {
            if (value == null) {
                throw new IllegalStateException("an answer without a value");
            }
            return value;
        }
    }

    private <T> Outcome<T> attempt(Optional<GoogleCredentials> who, RequestMaker maker, StreamReader<T> reader) {
        HttpResponse response;
        try {
            HttpRequest request =
                    maker.make(initializer(who)).buildHttpRequest().setThrowExceptionOnExecuteError(false);
            response = request.execute();
        } catch (IOException e) {
            return new Outcome<>(null, Failure.ofException(e));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The client and its connection pool throw these for lines that break in unforeseen ways.
            return new Outcome<>(null, Failure.ofBody(e));
        }
        try {
            if (!response.isSuccessStatusCode()) {
                return new Outcome<>(null, ofError(response));
            }
            return new Outcome<>(readBody(response, reader), null);
        } catch (IOException | RuntimeException e) {
            return new Outcome<>(null, Failure.ofBody(e));
        } finally {
            close(response);
        }
    }

    private static <T> T readBody(HttpResponse response, StreamReader<T> reader) throws IOException {
        InputStream content = decoded(response);
        if (content == null) {
            throw new IOException("it is empty");
        }
        return reader.read(content);
    }

    /** The client would unpack 512 bytes at a time. */
    private static @Nullable InputStream decoded(HttpResponse response) throws IOException {
        InputStream content = response.getContent();
        String encoding = response.getContentEncoding();
        return content == null
                        || encoding == null
                        || !encoding.toLowerCase(Locale.ROOT).contains("gzip")
                ? content
                : new GZIPInputStream(content, UNPACKED_AT_ONCE);
    }

    private Failure ofError(HttpResponse response) {
        String body;
        try {
            InputStream content = decoded(response);
            body = content == null ? "" : new String(content.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The reason was in the part that is missing.
            return Failure.ofBody(e);
        }
        Duration wait = RetryAfter.parse(response.getHeaders().getRetryAfter(), clock.instant())
                .orElse(null);
        return Failure.ofAnswer(response.getStatusCode(), body, wait);
    }

    private static void close(HttpResponse response) {
        try {
            response.disconnect();
        } catch (IOException e) {
            LOG.debug("an answer that had been read could not be closed", e);
        }
    }

    private HttpRequestInitializer initializer(Optional<GoogleCredentials> who) {
        return request -> {
            if (who.isPresent()) {
                new HttpCredentialsAdapter(who.get()).initialize(request);
                // The adapter would answer every 401 by itself, again and again.
                request.setUnsuccessfulResponseHandler(null);
            }
            request.setNumberOfRetries(0);
            request.setResponseReturnRawInputStream(true);
            // An API does not redirect; whoever does is not the one we meant to ask.
            request.setFollowRedirects(false);
            request.setConnectTimeout((int) settings.connectTimeout().toMillis());
            request.setReadTimeout((int) settings.readTimeout().toMillis());
        };
    }

    private Optional<GoogleCredentials> credentialsFor(Target target) throws SourceException {
        String admin = target.tenant().admin();
        if (!subjects.needAdmin()) {
            return Optional.empty();
        }
        if (admin == null || admin.isBlank()) {
            throw new SourceException(
                    Kind.NOT_CONFIGURED,
                    target.source(),
                    "tenant '" + target.tenant().id() + "' names no admin; set the address of an administrator with"
                            + " the Reports privilege");
        }
        SubjectScope key = new SubjectScope(admin.toLowerCase(Locale.ROOT), target.scope());
        GoogleCredentials known = credentials.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            GoogleCredentials made = subjects.credentials(admin, target.scope().url());
            if (made == null) {
                return Optional.empty();
            }
            GoogleCredentials first = credentials.putIfAbsent(key, made);
            return Optional.of(first == null ? made : first);
        } catch (IOException e) {
            throw new SourceException(
                    Kind.NOT_CONFIGURED, target.source(), Failure.clean(String.valueOf(e.getMessage())), null, e);
        }
    }

    private static boolean renew(Optional<GoogleCredentials> who) {
        if (who.isEmpty()) {
            return false;
        }
        try {
            who.get().refresh();
            return true;
        } catch (IOException e) {
            // The next attempt meets the same fault and judges it.
            return true;
        }
    }
}
