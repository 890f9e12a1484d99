package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.config.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One ticket source; an entry of {@code sources} in {@code sources.yaml}.
 *
 * @param id lower case; the last part of {@code /ingest/{id}} and the first of our ticket keys
 * @param name {@code source} of the events; "/" + id if absent. Its slashes as hyphens must give the id
 * @param signature webhook: how deliveries are signed
 * @param payload webhook: what they hold; canonical if absent
 * @param secrets webhook: one, or two while a secret is changed
 * @param allowFrom webhook: networks that may deliver; needed with signature none
 * @param rate webhook: deliveries a second; 100 if absent
 * @param tolerance webhook: how old a signed timestamp may be; the preset's own if absent
 * @param maxDelay webhook: after this long nothing is expected to come any more (moves the watermark); 15 minutes
 * @param staleAfter silence or failure for this long is a finding; 5 minutes for jdbc, off for others
 * @param link page of a ticket for people, {@code {id}} standing for its key in the source; null if it has none
 */
public record SourceSettings(
        String id,
        Type type,
        @Nullable String name,
        @Nullable SignaturePreset signature,
        @Nullable PayloadKind payload,
        List<Secret> secrets,
        List<String> allowFrom,
        @Nullable Integer rate,
        @Nullable Duration tolerance,
        @Nullable Duration maxDelay,
        @Nullable Duration staleAfter,
        @Nullable MappingSettings mapping,
        @Nullable JdbcSettings jdbc,
        @Nullable FileDropSettings file,
        @Nullable String link) {
    private static final int MOST_RATE = 100_000;

    /** How events arrive. */
    public enum Type {
        WEBHOOK,
        JDBC,
        FILE
    }

    public SourceSettings {
        secrets = List.copyOf(secrets);
        allowFrom = List.copyOf(allowFrom);
        if (!id.matches("[a-z0-9][a-z0-9-]{0,98}")) {
            throw new IllegalArgumentException("source id '" + id
                    + "' is not accepted; lower-case letters, digits and hyphens, for example zendesk-main");
        }
        if (name != null && !dev.watchkeeper.tickets.TicketEvent.sourceId(name).equals(id)) {
            throw new IllegalArgumentException("source " + id + ": name '" + name + "' does not fit the id; its slashes"
                    + " as hyphens must give the id, for example /zendesk/main for zendesk-main");
        }
        if (rate != null && (rate < 1 || rate > MOST_RATE)) {
            throw new IllegalArgumentException("source " + id + ": rate " + rate + " is out of range; accepted: 1 to "
                    + MOST_RATE + " deliveries a second");
        }
        allowFrom.forEach(Network::parse);
        require(
                link == null || (link.startsWith("https://") && link.contains("{id}") && host(link) != null),
                id,
                "link '" + link + "' is no https address with {id}; for example https://desk.example/tickets/{id}");
        switch (type) {
            case WEBHOOK -> checkWebhook(id, signature, secrets, allowFrom);
            case JDBC -> require(jdbc != null, id, "type jdbc needs a section jdbc (preset or queries, url, user)");
            case FILE -> require(file != null, id, "type file needs a section file with a directory");
        }
    }

    private static void checkWebhook(
            String id, @Nullable SignaturePreset signature, List<Secret> secrets, List<String> allowFrom) {
        require(
                signature != null,
                id,
                "type webhook needs signature: standard, zendesk, zammad, github, jira, glpi or none");
        if (signature == SignaturePreset.NONE) {
            require(
                    !allowFrom.isEmpty(),
                    id,
                    "signature none is accepted only with allowFrom, a list of networks such as 127.0.0.1");
        } else {
            require(!secrets.isEmpty(), id, "a signed webhook needs secrets, for example [\"${env:WEBHOOK_SECRET}\"]");
        }
    }

    private static void require(boolean fulfilled, String id, String message) {
        if (!fulfilled) {
            throw new IllegalArgumentException("source " + id + ": " + message);
        }
    }

    /** The value of {@code source} in events of this source. */
    public String eventSource() {
        return name == null ? "/" + id : name;
    }

    SignaturePreset signatureOrNone() {
        return signature == null ? SignaturePreset.NONE : signature;
    }

    PayloadKind payloadKind() {
        return payload == null ? PayloadKind.CANONICAL : payload;
    }

    MappingSettings mappingOrDefault() {
        return mapping == null ? MappingSettings.DEFAULT : mapping;
    }

    int deliveriesPerSecond() {
        return rate == null ? 100 : rate;
    }

    Duration toleranceInUse() {
        Duration own = signatureOrNone().tolerance();
        return tolerance != null ? tolerance : own != null ? own : Duration.ZERO;
    }

    /** How far a webhook's watermark lies behind now. */
    public Duration maxDelayInUse() {
        return maxDelay == null ? Duration.ofMinutes(15) : maxDelay;
    }

    /** Null if silence means nothing for this source. */
    public @Nullable Duration staleAfterInUse() {
        if (staleAfter != null) {
            return staleAfter.isZero() ? null : staleAfter;
        }
        return type == Type.JDBC ? Duration.ofMinutes(5) : null;
    }

    /** The page of a ticket, by its key in the source; null if the source names none. */
    public @Nullable String linkTo(String subject) {
        String key = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        return link == null ? null : link.replace("{id}", key);
    }

    /** The host that {@link #linkTo} leads to; null if there is no link. */
    public @Nullable String linkHost() {
        return link == null ? null : host(link);
    }

    private static @Nullable String host(String template) {
        try {
            return URI.create(template.replace("{id}", "1")).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Throws {@link IllegalArgumentException} if an id occurs twice. */
    public static void requireDistinct(List<SourceSettings> sources) {
        Set<String> seen = new HashSet<>();
        for (SourceSettings source : sources) {
            require(seen.add(source.id()), source.id(), "the id stands here twice; give each source its own");
        }
    }
}
