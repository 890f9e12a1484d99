package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.json.JsonParser;
import com.google.api.client.json.JsonToken;
import com.google.api.client.json.gson.GsonFactory;
import dev.watchkeeper.audit.GoogleSource.PageConsumer;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Watch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More pages with {@code -Dwatchkeeper.seeds=100000}. */
class ActivityReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T04:00:00Z");
    private static final int SEEDS = Integer.getInteger("watchkeeper.seeds", 3_000);

    private static final PageConsumer ALL = events -> {};
    private static final PageConsumer WATCHED = new PageConsumer() {
        @Override
        public void accept(List<ActivityEvent> events) {}

        @Override
        public boolean wants(String application, String name) {
            return Watch.mayKeep(application, name);
        }
    };

    private static ActivityPage read(String body, PageConsumer wanted) throws IOException {
        return new ActivityReader("drive", wanted, NOW).read(bytes(body));
    }

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static PlainActivityPage plain(String body) throws IOException {
        try {
            JsonParser parser = GsonFactory.getDefaultInstance().createJsonParser(bytes(body), StandardCharsets.UTF_8);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            return PlainActivityPage.read(parser, "drive");
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException(e);
        }
    }

    @Test
    void everyPageThatThePlainWayReadsIsReadAlikeHoweverOdd() throws IOException {
        int agreed = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            String body = new Pages(seed).page();
            PlainActivityPage plain = plain(body);
            ActivityPage page = read(body, ALL);
            assertThat(page.events()).as("seed %s: %s", seed, body).isEqualTo(plain.events());
            assertThat(page.nextToken()).as("seed %s", seed).isEqualTo(plain.nextToken());
            assertThat(page.skipped()).isZero();
            agreed += page.events().size();
        }
        assertThat(agreed).isGreaterThan(SEEDS);
    }

    @Test
    void whatIsNotWantedByNameIsCountedAndAllElseIsTheSame() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            String body = new Pages(seed).page();
            ActivityPage all = read(body, ALL);
            ActivityPage page = read(body, WATCHED);
            List<ActivityEvent> kept = all.events().stream()
                    .filter(e -> e.time() == null || Watch.keeps(e))
                    .toList();
            assertThat(page.events().stream()
                            .filter(e -> e.time() == null || Watch.keeps(e))
                            .map(e -> e.time() == null ? withoutParameters(e) : e)
                            .toList())
                    .as("seed %s: %s", seed, body)
                    .isEqualTo(kept.stream()
                            .map(e -> e.time() == null ? withoutParameters(e) : e)
                            .toList());
            assertThat(page.skipped() + page.events().size())
                    .isEqualTo(all.events().size());
        }
    }

    private static ActivityEvent withoutParameters(ActivityEvent e) {
        return new ActivityEvent(
                e.application(),
                e.time(),
                e.qualifier(),
                e.index(),
                e.type(),
                e.name(),
                e.actor(),
                e.actorId(),
                e.ipAddress(),
                e.asn(),
                java.util.Map.of());
    }

    @Test
    void brokenBytesEndInAnExceptionForAPageAndInNothingElse() {
        int refused = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] body = new Pages(seed).page().getBytes(StandardCharsets.UTF_8);
            int from = random.nextInt(body.length);
            byte[] broken = random.nextBoolean() ? java.util.Arrays.copyOf(body, from) : body.clone();
            for (int i = random.nextInt(6); i > 0 && broken.length > 0; i--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            for (boolean replacing : new boolean[] {false, true}) {
                ActivityReader reader = new ActivityReader("drive", WATCHED, NOW);
                try {
                    InputStream stream = new ByteArrayInputStream(broken);
                    assertThat(replacing ? reader.readReplacing(stream) : reader.read(stream))
                            .isNotNull();
                } catch (IOException defined) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(SEEDS / 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"items\":[",
                "{\"items\":[{\"id\":{}}",
                "{\"items\":{}}",
                "{\"items\":\"none\"}",
                "{\"error\":{\"code\":403}}",
                "{\"error\":null}",
                "{\"items\":[{\"events\":[{\"name\":\"a\"}]}] \"x\"}",
                "<html></html>"
            })
    void whatIsNoWholePageIsNoEmptyLog(String body) {
        assertThatThrownBy(() -> read(body, ALL)).isInstanceOf(IOException.class);
    }

    @Test
    void nestingWithoutEndIsRefusedAndAHugeTextIsCut() throws IOException {
        String deep = "{\"items\":[{\"x\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep, ALL)).isInstanceOf(IOException.class);
        String huge =
                "{\"items\":[{\"id\":{\"time\":\"2026-11-20T07:41:12.418Z\"},\"events\":[{\"name\":\"n\",\"parameters\":"
                        + "[{\"name\":\"title\",\"value\":\"" + "x".repeat(3_000_000) + "\"}]}]}]}";
        assertThat(read(huge, ALL).events().get(0).text("title")).hasSizeLessThan(40_000);
        assertThat(read(huge, WATCHED).skipped()).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoTextAreReadWithReplacementsAtTheSecondTry() throws IOException {
        byte[] body = "{\"items\":[{\"id\":{\"time\":\"2026-11-20T07:41:12.418Z\"},\"events\":[{\"name\":\"n?\"}]}]}"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '?' ? (byte) 0xff : body[i];
        }
        assertThatThrownBy(() -> new ActivityReader("drive", ALL, NOW).read(new ByteArrayInputStream(body)))
                .isInstanceOf(ActivityReader.BadText.class);
        assertThat(new ActivityReader("drive", ALL, NOW)
                        .readReplacing(new ByteArrayInputStream(body))
                        .events()
                        .get(0)
                        .name())
                .isEqualTo("n\ufffd");
    }

    @Test
    void timesOfTheFutureAreNotCountedAsSeen() throws IOException {
        ActivityPage page = read(
                "{\"items\":[" + activity("2031-01-01T00:00:00.000Z") + "," + activity("2026-11-20T07:41:12.418Z") + ","
                        + activity("2026-11-19T07:41:12+01:00") + "]}",
                WATCHED);
        assertThat(page.skipped()).isEqualTo(3);
        assertThat(page.newestSkipped()).isEqualTo(Instant.parse("2026-11-20T07:41:12.418Z"));
        assertThat(page.oldestSkipped()).isEqualTo(Instant.parse("2026-11-19T06:41:12Z"));
    }

    private static String activity(String time) {
        return "{\"id\":{\"time\":\"" + time + "\"},\"events\":[{\"name\":\"view\"}]}";
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T07:41:12.418Z",
        "1970-01-01T00:00:00.000Z",
        "2024-02-29T23:59:59.999Z",
        "2026-02-30T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-11-20T24:00:00.000Z",
        "2026-11-20T07:60:12.418Z",
        "2026-11-20T07:41:60.418Z",
        "2026-11-20T07:41:12.4a8Z",
        "2026-11-20T07:41:12.a48Z",
        "2026-11-20T07:41:12.48aZ",
        "20x6-11-20T07:41:12.418Z",
        "2026-11-2 T07:41:12.418Z",
        "2026-11-20t07:41:12.418Z",
        "2026-11-20T07:41:12.418+",
        "2026-11-31T07:41:12.418Z"
    })
    void theShortWayToATimeAgreesWithTheLongOne(String text) {
        Instant fast = ActivityValues.usualTime(text.toCharArray(), 0, text.length());
        if (fast != null) {
            assertThat(fast).isEqualTo(OffsetDateTime.parse(text).toInstant());
        }
        assertThat(JsonValues.time(text) == null && fast != null).isFalse();
    }

    /** Pages as Google writes them, with odd turns: other orders, types, names twice, nulls, missing parts. */
    private static final class Pages {
        private final SplittableRandom random;
        private final StringBuilder out = new StringBuilder();

        Pages(long seed) {
            random = new SplittableRandom(seed);
        }

        String page() {
            object(
                    () -> field("kind", "\"admin#reports#activities\""),
                    () -> field("nextPageToken", odd(10) ? value(2) : "\"A:" + random.nextInt(9) + "\""),
                    () -> {
                        out.append("\"items\":");
                        if (odd(40)) {
                            out.append("null");
                            return;
                        }
                        out.append('[');
                        for (int i = random.nextInt(5); i > 0; i--) {
                            if (odd(20)) {
                                out.append(value(2));
                            } else {
                                activity();
                            }
                            out.append(i > 1 ? "," : "");
                        }
                        out.append(']');
                    });
            return out.toString();
        }

        private void activity() {
            object(
                    () -> id(),
                    () -> {
                        out.append("\"actor\":");
                        object(
                                () -> field("email", odd(9) ? value(2) : "\"li@example.cn\""),
                                () -> field("profileId", odd(9) ? value(2) : "\"104\""),
                                () -> field("key", odd(9) ? value(2) : "\"SYSTEM\""));
                    },
                    () -> field("ipAddress", odd(9) ? value(2) : "\"203.0.113.9\""),
                    () -> {
                        out.append("\"networkInfo\":");
                        object(() -> field("ipAsn", odd(4) ? value(3) : "[64500]"));
                    },
                    () -> field("ownerDomain", value(3)),
                    () -> {
                        out.append("\"events\":");
                        if (odd(20)) {
                            out.append(value(2));
                            return;
                        }
                        out.append('[');
                        for (int i = random.nextInt(4); i > 0; i--) {
                            if (odd(20)) {
                                out.append(value(2));
                            } else {
                                event();
                            }
                            out.append(i > 1 ? "," : "");
                        }
                        out.append(']');
                    });
        }

        private void id() {
            out.append("\"id\":");
            if (odd(30)) {
                out.append(value(2));
                return;
            }
            object(
                    () -> field(
                            "time", odd(9) ? value(2) : "\"2026-11-20T07:41:" + (10 + random.nextInt(49)) + ".418Z\""),
                    () -> field("uniqueQualifier", odd(9) ? value(2) : "\"" + random.nextLong() + "\""),
                    () -> field("applicationName", odd(12) ? value(2) : "\"drive\""));
        }

        private void event() {
            List<String> names = List.of("view", "edit", "download", "change_user_access", "", "deny_access_request");
            object(
                    () -> field("type", odd(9) ? value(2) : "\"access\""),
                    () -> field("name", odd(9) ? value(2) : "\"" + names.get(random.nextInt(names.size())) + "\""),
                    () -> field("parameters", odd(9) ? value(3) : parameters(2)));
        }

        private String parameters(int depth) {
            StringBuilder list = new StringBuilder("[");
            for (int i = random.nextInt(4); i > 0; i--) {
                list.append(odd(15) ? value(2) : parameter(depth)).append(i > 1 ? "," : "");
            }
            return list.append(']').toString();
        }

        private String parameter(int depth) {
            List<String> fields = new ArrayList<>();
            fields.add("\"name\":" + (odd(9) ? value(1) : "\"p" + random.nextInt(3) + "\""));
            for (int i = random.nextInt(3); i > 0; i--) {
                fields.add(
                        switch (random.nextInt(8)) {
                            case 0 -> "\"value\":" + value(1);
                            case 1 -> "\"intValue\":" + (odd(2) ? "\"17\"" : value(1));
                            case 2 -> "\"boolValue\":" + (odd(2) ? "true" : value(1));
                            case 3 -> "\"multiValue\":[" + value(1) + "," + value(0) + "]";
                            case 4 -> "\"multiIntValue\":[\"5\"," + value(1) + "]";
                            case 5 ->
                                "\"messageValue\":"
                                        + (depth > 0 && !odd(5)
                                                ? "{\"parameter\":" + parameters(depth - 1) + "}"
                                                : value(1));
                            case 6 ->
                                "\"multiMessageValue\":"
                                        + (depth > 0 && !odd(5)
                                                ? "[{\"parameter\":" + parameters(depth - 1) + "}," + value(1) + "]"
                                                : value(1));
                            default -> "\"other\":" + value(2);
                        });
            }
            shuffle(fields);
            return "{" + String.join(",", fields) + "}";
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 0 ? 10 : 8)) {
                case 0 -> "null";
                case 1 -> "true";
                case 2 -> "\"text \\u4e2d\\n\"";
                case 3 -> String.valueOf(random.nextInt(-99, 99_999));
                case 4 -> "1e" + random.nextInt(400);
                case 5 -> "\"" + random.nextInt(99) + "\"";
                case 6 -> "12345678901234567890123";
                case 7 -> "\"\"";
                case 8 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
                default -> "{\"a\":" + value(depth - 1) + ",\"name\":" + value(depth - 1) + "}";
            };
        }

        private boolean odd(int oneOf) {
            return random.nextInt(oneOf) == 0;
        }

        private void field(String name, String value) {
            out.append('"').append(name).append("\":").append(value);
        }

        private void object(Runnable... fields) {
            List<Runnable> all = new ArrayList<>(List.of(fields));
            if (odd(4)) {
                shuffle(all);
            }
            if (odd(8)) {
                all.remove(random.nextInt(all.size()));
            }
            if (odd(8) && !all.isEmpty()) {
                all.add(all.get(random.nextInt(all.size())));
            }
            out.append('{');
            for (int i = 0; i < all.size(); i++) {
                all.get(i).run();
                out.append(i < all.size() - 1 ? "," : "");
            }
            out.append('}');
        }

        private <T> void shuffle(List<T> list) {
            for (int i = list.size() - 1; i > 0; i--) {
                java.util.Collections.swap(list, i, random.nextInt(i + 1));
            }
        }
    }
}
