package dev.watchkeeper.google;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.watchkeeper.audit.GoogleSource.PageConsumer;
import dev.watchkeeper.health.ActivityEvent;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of activities from the stream. Whether an event is wanted is decided by its name as it passes by, and
 * nothing is built of the others: of a million events of a large tenant a few hundred are kept. What cannot be read of
 * one activity is left out and spoils no other; of two fields with one name the first counts. For one page.
 */
final class ActivityReader {
    private static final int DEEPEST = 40;
    private static final int LONGEST = 20_000_000;

    /** Google sends at most a thousand activities; whoever sends without end must not fill the memory. */
    private static final int MOST_ACTIVITIES = 50_000;

    private static final int MOST_EVENTS = 5_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST)
                    .maxNameLength(LONGEST)
                    .maxNumberLength(LONGEST)
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            // Names come from strangers, too: a table of all names ever seen would grow.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private final String application;
    private final PageConsumer wanted;
    private final Instant latest;
    private final List<ActivityEvent> events = new ArrayList<>();
    private int activities;
    private int skipped;
    private long oldestSkipped = Long.MAX_VALUE;
    private long newestSkipped = Long.MIN_VALUE;

    /**
     * @param latest times after this are not counted as seen: a clock of the future must not pass for news for ever
     */
    ActivityReader(String application, PageConsumer wanted, Instant latest) {
        this.application = application;
        this.wanted = wanted;
        this.latest = latest;
    }

    /**
     * Reads the body to the end of its object.
     *
     * @throws BadText if bytes are no UTF-8
     * @throws IOException if it is no page, or only a part of one
     */
    ActivityPage read(InputStream body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            return page(parser);
        } catch (CharConversionException e) {
            throw new BadText(e);
        } catch (com.fasterxml.jackson.core.JsonParseException e) {
            if (String.valueOf(e.getOriginalMessage()).contains("UTF-8")) {
                throw new BadText(e);
            }
            throw e;
        }
    }

    /** The same for a body that has bytes which are no UTF-8: they become replacement characters. */
    ActivityPage readReplacing(InputStream body) throws IOException {
        try (JsonParser parser = JSON.createParser(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            return page(parser);
        }
    }

    /** The bytes are no UTF-8; another way to read them is at hand. */
    static final class BadText extends IOException {
        private static final long serialVersionUID = 1L;

        BadText(IOException cause) {
            super("it is not UTF-8: " + cause.getMessage(), cause);
        }
    }

    private ActivityPage page(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("it is not a JSON object");
        }
        String token = "";
        while (next(json) == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = next(json);
            switch (name) {
                case "items" -> items(json, value);
                case "error" -> throw new IOException("it holds an error although the status is 200");
                case "nextPageToken" -> token = ActivityValues.text(json);
                default -> json.skipChildren();
            }
        }
        return new ActivityPage(
                events,
                skipped,
                oldestSkipped > newestSkipped ? null : Instant.ofEpochMilli(oldestSkipped),
                oldestSkipped > newestSkipped ? null : Instant.ofEpochMilli(newestSkipped),
                token.isEmpty() ? null : token);
    }

    private void items(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw new IOException("items is not a list");
        }
        while (next(json) != JsonToken.END_ARRAY) {
            if (++activities > MOST_ACTIVITIES) {
                throw new IOException("it holds more than " + MOST_ACTIVITIES + " activities");
            }
            new OneActivity().read(json);
        }
    }

    static JsonToken next(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw new IOException("the text ends too early");
        }
        return token;
    }

    /** An event of the activity that is being read; its time and actor may come after it. */
    private record Draft(int index, String type, String name, Map<String, Object> parameters, boolean wanted) {}

    /** The activity that is being read. */
    private final class OneActivity {
        private boolean idSeen;
        private boolean actorSeen;
        private boolean ipSeen;
        private boolean networkSeen;
        private boolean eventsSeen;
        private @Nullable Instant time;
        private String own = "";
        private @Nullable Long qualifier;
        private @Nullable String email;
        private @Nullable String profile;
        private @Nullable String key;
        private @Nullable String ip;
        private @Nullable Long asn;
        private int index;
        private int dropped;
        private @Nullable List<Draft> drafts;

        void read(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                finish();
                return;
            }
            while (next(json) == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (next(json) == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (field) {
                    case "id" -> {
                        if (isFirstObject(json, idSeen)) {
                            id(json);
                        }
                        idSeen = true;
                    }
                    case "actor" -> {
                        if (isFirstObject(json, actorSeen)) {
                            actor(json);
                        }
                        actorSeen = true;
                    }
                    case "ipAddress" -> {
                        ip = ipSeen ? skipAnd(json, ip) : ActivityValues.textOrNull(json);
                        ipSeen = true;
                    }
                    case "networkInfo" -> {
                        if (isFirstObject(json, networkSeen)) {
                            network(json);
                        }
                        networkSeen = true;
                    }
                    case "events" -> {
                        if (eventsSeen || json.currentToken() != JsonToken.START_ARRAY) {
                            json.skipChildren();
                        } else {
                            events(json);
                        }
                        eventsSeen = true;
                    }
                    default -> json.skipChildren();
                }
            }
            finish();
        }

        private boolean isFirstObject(JsonParser json, boolean seen) throws IOException {
            if (seen || json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return false;
            }
            return true;
        }

        private @Nullable String skipAnd(JsonParser json, @Nullable String kept) throws IOException {
            json.skipChildren();
            return kept;
        }

        private void id(JsonParser json) throws IOException {
            boolean timeSeen = false;
            boolean qualifierSeen = false;
            boolean ownSeen = false;
            while (next(json) == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (next(json) == JsonToken.VALUE_NULL) {
                    continue;
                }
                if (field.equals("time") && !timeSeen) {
                    timeSeen = true;
                    time = ActivityValues.time(json);
                } else if (field.equals("uniqueQualifier") && !qualifierSeen) {
                    qualifierSeen = true;
                    qualifier = ActivityValues.whole(json);
                } else if (field.equals("applicationName") && !ownSeen) {
                    ownSeen = true;
                    own = ActivityValues.text(json);
                } else {
                    json.skipChildren();
                }
            }
        }

        private void actor(JsonParser json) throws IOException {
            boolean emailSeen = false;
            boolean profileSeen = false;
            boolean keySeen = false;
            while (next(json) == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (next(json) == JsonToken.VALUE_NULL) {
                    continue;
                }
                if (field.equals("email") && !emailSeen) {
                    emailSeen = true;
                    email = ActivityValues.textOrNull(json);
                } else if (field.equals("profileId") && !profileSeen) {
                    profileSeen = true;
                    profile = ActivityValues.textOrNull(json);
                } else if (field.equals("key") && !keySeen) {
                    keySeen = true;
                    key = ActivityValues.textOrNull(json);
                } else {
                    json.skipChildren();
                }
            }
        }

        private void network(JsonParser json) throws IOException {
            boolean seen = false;
            while (next(json) == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = next(json);
                if (field.equals("ipAsn") && !seen && value != JsonToken.VALUE_NULL) {
                    seen = true;
                    asn = ActivityValues.wholeOrFirst(json);
                } else {
                    json.skipChildren();
                }
            }
        }

        private void events(JsonParser json) throws IOException {
            while (next(json) != JsonToken.END_ARRAY) {
                JsonToken token = json.currentToken();
                if (token == JsonToken.VALUE_NULL) {
                    continue;
                }
                if (index == MOST_EVENTS) {
                    json.skipChildren();
                } else if (token == JsonToken.START_OBJECT) {
                    event(json);
                } else {
                    json.skipChildren();
                    keep("", "", Map.of(), wanted.wants(application(), ""));
                }
            }
        }

        private void event(JsonParser json) throws IOException {
            String type = null;
            String name = null;
            Map<String, Object> parameters = null;
            boolean skips = false;
            while (next(json) == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (next(json) == JsonToken.VALUE_NULL) {
                    continue;
                }
                if (field.equals("name") && name == null) {
                    name = ActivityValues.text(json);
                    skips = !isTimeless() && !wanted.wants(application(), name);
                } else if (field.equals("type") && type == null) {
                    type = ActivityValues.text(json);
                } else if (field.equals("parameters") && parameters == null && !skips) {
                    parameters = ActivityValues.parameters(json);
                } else {
                    json.skipChildren();
                }
            }
            String called = name == null ? "" : name;
            boolean isWanted = !skips && wanted.wants(application(), called);
            keep(type == null ? "" : type, called, parameters == null ? Map.of() : parameters, isWanted);
        }

        private void keep(String type, String name, Map<String, Object> parameters, boolean isWanted) {
            int place = index++;
            if (!isWanted && idSeen && time != null) {
                dropped++;
                return;
            }
            if (drafts == null) {
                drafts = new ArrayList<>(2);
            }
            drafts.add(new Draft(place, type, name, parameters, isWanted));
        }

        private String application() {
            return own.isEmpty() ? application : own;
        }

        /** What has no readable time is kept whatever it is called: it is shown as unreadable. */
        private boolean isTimeless() {
            return idSeen && time == null;
        }

        private void finish() {
            if (index == 0) {
                // Not a shape of Google's: kept as an event without time, so that it is counted as unreadable.
                ActivityReader.this.events.add(
                        new ActivityEvent(application(), null, number(), 0, "", "", null, null, null, null, Map.of()));
                return;
            }
            if (drafts != null) {
                for (Draft draft : drafts) {
                    if (draft.wanted || time == null) {
                        ActivityReader.this.events.add(new ActivityEvent(
                                application(),
                                time,
                                number(),
                                draft.index,
                                draft.type,
                                draft.name,
                                email,
                                // A key such as SYSTEM stands in for a person without profile.
                                profile != null ? profile : key,
                                ip,
                                asn,
                                draft.parameters));
                    } else {
                        dropped++;
                    }
                }
            }
            if (dropped > 0 && time != null) {
                skipped += dropped;
                if (!time.isAfter(latest)) {
                    oldestSkipped = Math.min(oldestSkipped, time.toEpochMilli());
                    newestSkipped = Math.max(newestSkipped, time.toEpochMilli());
                }
            }
        }

        private long number() {
            return qualifier == null ? 0 : qualifier;
        }
    }
}
