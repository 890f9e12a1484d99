package dev.watchkeeper.dns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.health.maildns.Registration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.xbill.DNS.Type;

/**
 * Registrations by RDAP (RFC 9082, 9083): the server from IANA's list, its address through our own resolvers, never a
 * special address, redirects followed three times at most under the same rules, and few questions to one server. What a
 * server says too rarely or too late is unknown.
 */
public final class RdapSource implements RegistrationSource {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final Duration DEFAULT_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_BYTES = 512 * 1024;
    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_PARENTS = 3;
    private static final int MOST_KEPT = 20_000;
    private static final int MOST_ENTRIES = 100;
    private static final int MOST_STATES = 20;
    private static final int LONGEST_STATE = 40;

    private final DnsClient dns;
    private final RdapSettings settings;
    private final RdapBootstrap bootstrap;
    private final HttpGet http;
    /** Until when each server wants to be left alone. */
    private final Map<String, Instant> notBefore = new LinkedHashMap<>();

    private final Map<String, Minute> minutes = new LinkedHashMap<>();

    /** The questions to one server since an instant. */
    private record Minute(Instant begin, int questions) {}

    private final Map<String, Registration> kept = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Registration> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * The source that the settings ask for. Without a server of its own it asks nobody while all resolvers are those of
     * a test.
     */
    public static RegistrationSource open(DnsClient dns, RdapSettings settings, LongSupplier nanoClock) {
        boolean off = !settings.enabled() || (dns.inLaboratory() && settings.url() == null);
        return off ? RegistrationSource.OFF : new RdapSource(dns, settings, nanoClock);
    }

    private RdapSource(DnsClient dns, RdapSettings settings, LongSupplier nanoClock) {
        this.dns = dns;
        this.settings = settings;
        this.bootstrap = RdapBootstrap.open(settings.bootstrap());
        this.http = new HttpGet((SSLSocketFactory) SSLSocketFactory.getDefault(), nanoClock, LONGEST, MOST_BYTES);
    }

    /** An answer of a server, or the place to ask next. */
    private record Step(int status, String body, String location, String retryAfter) {}

    @Override
    public Optional<Registration> read(String domain, Instant now) {
        String name = domain;
        for (int i = 0; i <= MOST_PARENTS && name.indexOf('.') > 0; i++) {
            Registration known = kept(name);
            if (known != null && !known.isDue(now)) {
                return Optional.of(known);
            }
            URI base = settings.url();
            Optional<URI> server = base == null ? bootstrap.server(name) : Optional.of(base);
            if (server.isEmpty()) {
                return Optional.of(Registration.unknown(now, "no RDAP server is listed for this ending"));
            }
            String host = String.valueOf(server.get().getHost());
            if (i == 0 && !mayAsk(host, now)) {
                return Optional.empty();
            }
            URI question = server.get().resolve("domain/" + name);
            Registration answer;
            try {
                Step step = ask(question);
                if (step.status() == 404) {
                    name = name.substring(name.indexOf('.') + 1);
                    continue;
                }
                if (step.status() == 429 || step.status() == 503) {
                    pause(host, step.retryAfter(), now);
                    return Optional.empty();
                }
                answer = step.status() == 200
                        ? parse(name, step.body(), now)
                        : Registration.unknown(now, host + " answers HTTP " + step.status());
            } catch (IOException | RuntimeException e) {
                answer = Registration.unknown(now, host + ": " + Txt.brief(String.valueOf(e)));
            }
            keep(name, answer);
            return Optional.of(answer);
        }
        return Optional.of(Registration.unknown(now, "its registry does not know the name"));
    }

    private @org.jspecify.annotations.Nullable Registration kept(String name) {
        synchronized (kept) {
            return kept.get(name);
        }
    }

    private void keep(String name, Registration registration) {
        synchronized (kept) {
            kept.put(name, registration);
        }
    }

    /** Takes one of a minute's questions to a server; false if there is none left, or the server wants a rest. */
    private boolean mayAsk(String host, Instant now) {
        synchronized (notBefore) {
            if (now.isBefore(notBefore.getOrDefault(host, Instant.MIN))) {
                return false;
            }
            Minute minute = minutes.get(host);
            if (minute == null
                    || now.isBefore(minute.begin())
                    || !now.isBefore(minute.begin().plusSeconds(60))) {
                minute = new Minute(now, 0);
            }
            minutes.put(host, new Minute(minute.begin(), minute.questions() + 1));
            return minute.questions() < settings.perMinute();
        }
    }

    private void pause(String host, String retryAfter, Instant now) {
        Duration pause = DEFAULT_PAUSE;
        try {
            pause = retryAfter.isEmpty() || retryAfter.length() > 40
                    ? DEFAULT_PAUSE
                    : Character.isDigit(retryAfter.charAt(0))
                            ? Duration.ofSeconds(Long.parseLong(retryAfter))
                            : Duration.between(
                                    now,
                                    ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            // the usual pause
        }
        Duration bounded =
                pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.isNegative() ? Duration.ZERO : pause;
        synchronized (notBefore) {
            notBefore.put(host, now.plus(bounded));
        }
    }

    private Step ask(URI question) throws IOException {
        URI uri = question;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpGet.Reply reply = http.get(uri, address(uri), "application/rdap+json");
            Step step = new Step(reply.status(), reply.body(), reply.header("location"), reply.header("retry-after"));
            boolean elsewhere = step.status() >= 300
                    && step.status() < 400
                    && !step.location().isEmpty();
            if (!elsewhere) {
                return step;
            }
            URI next = uri.resolve(step.location());
            boolean secure = "https".equalsIgnoreCase(next.getScheme());
            if (next.getHost() == null || !(secure || settings.url() != null)) {
                throw new IOException("it redirects to " + Txt.brief(step.location()) + ", which is not followed");
            }
            uri = next;
        }
        throw new IOException("it redirects more than " + MOST_REDIRECTS + " times");
    }

    /** Where a server is, by our own resolvers; special addresses count for a configured server only. */
    private InetAddress address(URI uri) throws IOException {
        URI own = settings.url();
        boolean configured = own != null && String.valueOf(own.getHost()).equals(uri.getHost());
        InetAddress literal = configured ? Addresses.literal(uri.getHost()) : null;
        if (literal != null) {
            return literal;
        }
        List<InetAddress> addresses =
                new ArrayList<>(dns.ask(uri.getHost(), Type.A).addresses());
        if (addresses.isEmpty()) {
            addresses.addAll(dns.ask(uri.getHost(), Type.AAAA).addresses());
        }
        return addresses.stream()
                .filter(a -> configured || Addresses.special(a).isEmpty())
                .findFirst()
                .orElseThrow(() -> new IOException(uri.getHost() + " has no address that may be connected to"));
    }

    /** Reads the object of a domain; what is missing in it is unknown. */
    static Registration parse(String name, String body, Instant now) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return Registration.unknown(now, "the answer is not JSON");
        }
        String told = root.path("ldhName").asText("").toLowerCase(Locale.ROOT);
        String plain = told.endsWith(".") ? told.substring(0, told.length() - 1) : told;
        if (!plain.equals(name)) {
            return Registration.unknown(now, "the answer is about '" + Txt.brief(plain) + "'");
        }
        List<String> states = new ArrayList<>();
        for (JsonNode state : root.path("status")) {
            if (states.size() < MOST_STATES) {
                String word = state.asText().toLowerCase(Locale.ROOT);
                states.add(Txt.printable(word.length() > LONGEST_STATE ? word.substring(0, LONGEST_STATE) : word));
            }
        }
        Instant expires = null;
        int entries = 0;
        for (JsonNode event : root.path("events")) {
            if (++entries > MOST_ENTRIES) {
                break;
            }
            if (event.path("eventAction").asText().equalsIgnoreCase("expiration")) {
                expires = instant(event.path("eventDate").asText());
            }
        }
        boolean silent = expires == null && states.isEmpty();
        return new Registration(
                now, expires, states, silent || expires == null ? "the registry gives no date of expiry" : "");
    }

    private static @org.jspecify.annotations.Nullable Instant instant(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
            return zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
