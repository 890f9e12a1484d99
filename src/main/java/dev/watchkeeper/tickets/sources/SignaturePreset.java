package dev.watchkeeper.tickets.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a ticket system signs what it sends. The preset alone fixes the algorithm: a prefix in the header must equal it
 * and never chooses it, because Zammad and Jira share one header name.
 */
public enum SignaturePreset {
    /** Standard Webhooks 1.0.0, symmetric. */
    STANDARD(Duration.ofMinutes(5)) {
        @Override
        Verdict check(HttpHeaders headers, byte[] body, List<String> secrets, Window window) {
            String id = headers.get("webhook-id").orElse("");
            String timestamp = headers.get("webhook-timestamp").orElse("");
            String signatures = headers.get("webhook-signature").orElse("");
            if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
                return Verdict.missing("webhook-id, webhook-timestamp, webhook-signature");
            }
            byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
            boolean proven = any(secrets, secret -> {
                byte[] expected = Hmac.SHA256.of(standardKey(secret), head, body);
                return Arrays.stream(signatures.split(" "))
                        .filter(one -> one.startsWith("v1,"))
                        .anyMatch(one -> Hmac.equalsBase64(expected, one.substring(3)));
            });
            return proven ? window.check(seconds(timestamp)) : Verdict.WRONG;
        }

        @Override
        Optional<String> deliveryId(HttpHeaders headers) {
            return headers.get("webhook-id");
        }
    },

    ZENDESK(Duration.ofMinutes(5)) {
        @Override
        Verdict check(HttpHeaders headers, byte[] body, List<String> secrets, Window window) {
            String timestamp =
                    headers.get("x-zendesk-webhook-signature-timestamp").orElse("");
            String signature = headers.get("x-zendesk-webhook-signature").orElse("");
            if (timestamp.isEmpty() || signature.isEmpty()) {
                return Verdict.missing("x-zendesk-webhook-signature, x-zendesk-webhook-signature-timestamp");
            }
            boolean proven = any(
                    secrets,
                    secret -> Hmac.equalsBase64(
                            Hmac.SHA256.of(secret.getBytes(UTF_8), timestamp.getBytes(UTF_8), body), signature));
            return proven ? window.check(iso(timestamp)) : Verdict.WRONG;
        }
    },

    ZAMMAD(null) {
        @Override
        Verdict check(HttpHeaders headers, byte[] body, List<String> secrets, Window window) {
            return prefixed(headers, "x-hub-signature", "sha1=", Hmac.SHA1, body, secrets);
        }

        @Override
        Optional<String> deliveryId(HttpHeaders headers) {
            return headers.get("x-zammad-delivery");
        }
    },

    GITHUB(null) {
        @Override
        Verdict check(HttpHeaders headers, byte[] body, List<String> secrets, Window window) {
            return prefixed(headers, "x-hub-signature-256", "sha256=", Hmac.SHA256, body, secrets);
        }

        @Override
        Optional<String> deliveryId(HttpHeaders headers) {
            return headers.get("x-github-delivery");
        }
    },

    JIRA(null) {
        @Override
        Verdict check(HttpHeaders headers, byte[] body, List<String> secrets, Window window) {
            return prefixed(headers, "x-hub-signature", "sha256=", Hmac.SHA256, body, secrets);
        }

        @Override
        Optional<String> deliveryId(HttpHeaders headers) {
            return headers.get("x-atlassian-webhook-identifier");
        }
    },

    /** GLPI 11; deliveries wait in a queue that its cron empties, hence the wide tolerance. */
    GLPI(Duration.ofDays(2)) {
        @Override
        Verdict check(HttpHeaders headers, byte[] body, List<String> secrets, Window window) {
            String timestamp = headers.get("x-glpi-timestamp").orElse("");
            String signature = headers.get("x-glpi-signature").orElse("");
            if (timestamp.isEmpty() || signature.isEmpty()) {
                return Verdict.missing("x-glpi-signature, x-glpi-timestamp");
            }
            boolean proven = any(
                    secrets,
                    secret -> Hmac.equalsHex(
                            Hmac.SHA256.of(secret.getBytes(UTF_8), body, timestamp.getBytes(UTF_8)), signature));
            return proven ? window.check(seconds(timestamp)) : Verdict.WRONG;
        }
    },

    /** No signature: accepted only from networks named in the configuration. */
    NONE(null) {
        @Override
        Verdict check(HttpHeaders headers, byte[] body, List<String> secrets, Window window) {
            return Verdict.PROVEN;
        }
    };

    private final @Nullable Duration tolerance;

    SignaturePreset(@Nullable Duration tolerance) {
        this.tolerance = tolerance;
    }

    /** How far a signed timestamp may lie from now, both ways; null where the preset signs none. */
    @Nullable
    Duration tolerance() {
        return tolerance;
    }

    /** Verifies the raw bytes against every secret in force. */
    final Verdict verify(HttpHeaders headers, byte[] body, List<String> secrets, Instant now, Duration toleranceInUse) {
        if (this != NONE && secrets.isEmpty()) {
            return new Verdict(false, "this source has no secret configured");
        }
        return check(headers, body, secrets, new Window(now, toleranceInUse));
    }

    abstract Verdict check(HttpHeaders headers, byte[] body, List<String> secrets, Window window);

    /** The sender's id of this delivery, a quick filter only: it is not signed except by the standard preset. */
    Optional<String> deliveryId(HttpHeaders headers) {
        return Optional.empty();
    }

    /** Reads the name used in {@code sources.yaml}. */
    public static SignaturePreset of(String word) {
        for (SignaturePreset preset : values()) {
            if (preset.name().equalsIgnoreCase(word)) {
                return preset;
            }
        }
        throw new IllegalArgumentException(
                "signature '" + word + "' is not known; accepted: standard, zendesk, zammad, github, jira, glpi, none");
    }

    /**
     * @param reason why not, without secrets or values
     */
    record Verdict(boolean proven, String reason) {
        static final Verdict PROVEN = new Verdict(true, "");
        static final Verdict WRONG = new Verdict(false, "the signature does not match");

        static Verdict missing(String names) {
            return new Verdict(false, "signature headers are missing; expected " + names);
        }
    }

    /** The time check: a delivery signed too long ago, or for the future, may be a replay. */
    record Window(Instant now, Duration tolerance) {
        Verdict check(@Nullable Instant signedAt) {
            if (signedAt == null) {
                return new Verdict(false, "the signed timestamp cannot be read");
            }
            Duration distance = Duration.between(signedAt, now).abs();
            return distance.compareTo(tolerance) <= 0
                    ? Verdict.PROVEN
                    : new Verdict(false, "the signed timestamp is more than " + tolerance + " away from our clock");
        }
    }

    private static Verdict prefixed(
            HttpHeaders headers, String name, String prefix, Hmac hmac, byte[] body, List<String> secrets) {
        String value = headers.get(name).orElse("");
        if (value.isEmpty()) {
            return Verdict.missing(name);
        }
        if (!value.toLowerCase(Locale.ROOT).startsWith(prefix)) {
            return new Verdict(false, "the signature in " + name + " does not begin with " + prefix);
        }
        String hex = value.substring(prefix.length());
        return any(secrets, secret -> Hmac.equalsHex(hmac.of(secret.getBytes(UTF_8), body), hex))
                ? Verdict.PROVEN
                : Verdict.WRONG;
    }

    /** Tries every secret even after a match, so that timing does not tell which one is in use. */
    private static boolean any(List<String> secrets, Predicate<String> matches) {
        boolean found = false;
        for (String secret : secrets) {
            found |= matches.test(secret);
        }
        return found;
    }

    /** The key of a Standard Webhooks secret. */
    static byte[] standardKey(String secret) {
        String encoded = secret.startsWith("whsec_") ? secret.substring(6) : secret;
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return secret.getBytes(UTF_8);
        }
    }

    private static @Nullable Instant seconds(String text) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant iso(String text) {
        try {
            return java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
