package dev.watchkeeper.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an emulated log.
 *
 * @param visibleAt when it appears in the log; later than {@code time} for a late event
 * @param actor the JSON object of that name
 * @param extra further fields laid over the JSON as they are, for odd and hostile content
 */
public record Activity(
        Instant time,
        long qualifier,
        String application,
        Instant visibleAt,
        Map<String, Object> actor,
        @Nullable String ipAddress,
        List<Event> events,
        Map<String, Object> extra)
        implements Comparable<Activity> {
    /**
     * What happened.
     *
     * @param parameters by name: String, Long, Boolean, List of String or Long, Map (a nested message), List of Map, or
     *     {@link #NOTHING}
     */
    public record Event(String type, String name, Map<String, Object> parameters) {}

    /** The value of a parameter that has a name only. */
    public static final Object NOTHING = new Object();

    /** An entry by a person, with one event, visible at once. */
    public static Activity by(
            String email, Instant time, String application, String type, String name, Map<String, Object> parameters) {
        return new Activity(
                time,
                Noise.of(email.hashCode(), application, time.toEpochMilli(), name.hashCode() + parameters.hashCode()),
                application,
                time,
                Map.of("callerType", "USER", "email", email, "profileId", EmulatedUser.profileId(email)),
                "203.0.113." + Noise.below(email.hashCode(), 200),
                List.of(new Event(type, name, parameters)),
                Map.of());
    }

    public Activity visibleAt(Instant instant) {
        return new Activity(time, qualifier, application, instant, actor, ipAddress, events, extra);
    }

    public Activity with(Map<String, Object> more) {
        return new Activity(time, qualifier, application, visibleAt, actor, ipAddress, events, more);
    }

    public Activity from(@Nullable String ip) {
        return new Activity(time, qualifier, application, visibleAt, actor, ip, events, extra);
    }

    /** Newest first, as the log is read. */
    @Override
    public int compareTo(Activity other) {
        int byTime = other.time.compareTo(time);
        return byTime != 0 ? byTime : Long.compare(other.qualifier, qualifier);
    }

    /** The JSON of the API: 64-bit numbers are texts. */
    Map<String, Object> json(String customerId) {
        Map<String, Object> id = new LinkedHashMap<>();
        id.put("time", Wire.time(time));
        id.put("uniqueQualifier", Long.toString(qualifier));
        id.put("applicationName", application);
        id.put("customerId", customerId);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "admin#reports#activity");
        json.put("etag", "\"wk/" + Long.toHexString(qualifier) + "\"");
        json.put("id", id);
        json.put("actor", actor);
        if (ipAddress != null) {
            json.put("ipAddress", ipAddress);
        }
        json.put("events", events.stream().map(Activity::json).toList());
        json.putAll(extra);
        return json;
    }

    private static Map<String, Object> json(Event event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", event.type());
        json.put("name", event.name());
        if (!event.parameters().isEmpty()) {
            json.put("parameters", Wire.parameters(event.parameters()));
        }
        return json;
    }
}
