package dev.watchkeeper.mail.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "another key of thirty-two bytes!";
    private static final Seal SEAL = new Seal(KEY, null);
    private static final Instant NOW = Instant.parse("2026-11-24T00:50:00Z");
    private static final Offer OFFER = Offer.at(NOW, Act.ACKNOWLEDGE, "chen", "F-0K3Z9TR2WQ5X");

    @Test
    void whatWasSealedIsReadBack() {
        for (Act act : Act.values()) {
            Offer offer = Offer.at(NOW, act, "陈.jing", "desk-4711-fr-1e2");
            assertThat(SEAL.read(SEAL.seal(offer), NOW))
                    .isInstanceOfSatisfying(
                            Seal.Good.class, good -> assertThat(good.offer()).isEqualTo(offer));
        }
    }

    @Test
    void aLinkNamesUpToFiftyFindings() {
        List<String> ids = IntStream.range(0, 50)
                .mapToObj(i -> "F-0K3Z9TR2WQ%02d".formatted(i))
                .toList();
        Offer offer = Offer.at(NOW, Act.MUTE, "x".repeat(64), Offer.about(ids).orElseThrow());
        assertThat(offer.findings()).isEqualTo(ids);
        assertThat(SEAL.read(SEAL.seal(offer), NOW))
                .isInstanceOfSatisfying(
                        Seal.Good.class,
                        good -> assertThat(good.offer().findings()).isEqualTo(ids));
        assertThat(OFFER.findings()).containsExactly("F-0K3Z9TR2WQ5X");
        assertThat(Offer.about(Collections.nCopies(60, "F-0K3Z9TR2WQ5X"))).isEmpty();
    }

    /** The shape is a contract: links stay good when watchkeeper is upgraded. */
    @Test
    void theShapeIsAsDescribed() {
        String token = SEAL.seal(new Offer(Act.ACKNOWLEDGE, "chen", "F-1", Instant.ofEpochSecond(1_800_000_000)));
        String content = token.substring(0, token.indexOf('.'));
        assertThat(new String(Base64.getUrlDecoder().decode(content), StandardCharsets.UTF_8))
                .isEqualTo("1\nack\nchen\nF-1\n1800000000");
        // printf 'watchkeeper link\n1\nack\nchen\nF-1\n1800000000' | openssl dgst -sha256 -hmac KEY -binary | basenc
        // --base64url
        assertThat(token.substring(token.indexOf('.') + 1)).isEqualTo("mXFlJqOgghL9LswrZlggMUdkOkzhOt8tliveWVyzVlM");
    }

    @Test
    void itIsGoodUntilTheInstantItExpires() {
        Instant expiry = NOW.plus(Offer.KEEPS);
        String token = SEAL.seal(OFFER);
        assertThat(SEAL.read(token, expiry.minusNanos(1))).isInstanceOf(Seal.Good.class);
        assertThat(SEAL.read(token, expiry)).isEqualTo(new Seal.Expired(OFFER));
        assertThat(SEAL.read(token, expiry.plusSeconds(1))).isEqualTo(new Seal.Expired(OFFER));
    }

    @Test
    void unsubscribingNeverExpires() {
        String token = SEAL.seal(Offer.at(NOW, Act.UNSUBSCRIBE, "chen", "daily"));
        assertThat(SEAL.read(token, NOW.plusSeconds(86_400L * 36_500))).isInstanceOf(Seal.Good.class);
    }

    /** Every field is changed in turn, under the seal of the original. */
    @Test
    void aSealCoversEveryField() {
        String token = SEAL.seal(OFFER);
        String mac = token.substring(token.indexOf('.'));
        String content = new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
        List<Function<String, String>> forgeries = List.of(
                text -> text.replaceFirst("1\n", "2\n"),
                text -> text.replace("\nack\n", "\nmute\n"),
                text -> text.replace("chen", "wang"),
                text -> text.replace("F-0K3Z9TR2WQ5X", "F-0K3Z9TR2WQ5Y"),
                text -> text.replaceFirst("\\d+$", "99999999999"),
                text -> text.replaceFirst("\\d+$", "-"),
                text -> text + "\n",
                text -> text.replace("\nF-", "\n\nF-"));
        for (Function<String, String> forgery : forgeries) {
            String forged = forgery.apply(content);
            assertThat(forged).isNotEqualTo(content);
            assertThat(SEAL.read(encoded(forged) + mac, NOW)).as(forged).isInstanceOf(Seal.Foreign.class);
        }
        assertThat(SEAL.read(token.substring(0, token.indexOf('.') + 1), NOW)).isInstanceOf(Seal.Foreign.class);
    }

    /** What we would seal ourselves by mistake is refused all the same: an unknown version, act or expiry. */
    @Test
    void onlyKnownContentIsReadEvenUnderAGoodSeal() throws Exception {
        for (String content : List.of(
                "2\nack\nchen\nF-1\n-",
                "1\nfire\nchen\nF-1\n-",
                "1\nack\nchen\nF-1\nsoon",
                "1\nack\nchen\nF-1\n99999999999999999",
                "1\nack\n\nF-1\n-",
                "1\nack\nchen\nF-1")) {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update("watchkeeper link\n".getBytes(StandardCharsets.UTF_8));
            String seal = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
            assertThat(SEAL.read(encoded(content) + "." + seal, NOW))
                    .as(content)
                    .isInstanceOf(Seal.Foreign.class);
        }
    }

    @Test
    void noSingleCharacterMayChange() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
        String token = SEAL.seal(OFFER);
        for (int i = 0; i < token.length(); i++) {
            for (int j = 0; j < alphabet.length(); j++) {
                char c = alphabet.charAt(j);
                if (c != token.charAt(i)) {
                    String changed = token.substring(0, i) + c + token.substring(i + 1);
                    assertThat(SEAL.read(changed, NOW)).as(changed).isInstanceOf(Seal.Foreign.class);
                }
            }
            assertThat(SEAL.read(token.substring(0, i), NOW)).isInstanceOf(Seal.Foreign.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "AAAA", "AAAA.AAAA", "é.é", "MQ==.MQ==", "-"})
    void garbageIsForeign(String token) {
        assertThat(SEAL.read(token, NOW)).isInstanceOf(Seal.Foreign.class);
        assertThat(SEAL.read(token + "A".repeat(5_000), NOW)).isInstanceOf(Seal.Foreign.class);
    }

    @Test
    void afterAChangeOfKeysOldLinksAreGoodForAsLongAsTheOldKeyIsNamed() {
        String old = SEAL.seal(OFFER);
        Seal rotated = new Seal(OTHER, KEY);
        assertThat(rotated.read(old, NOW)).isInstanceOf(Seal.Good.class);
        assertThat(new Seal(OTHER, null).read(old, NOW)).isInstanceOf(Seal.Foreign.class);
        assertThat(SEAL.read(rotated.seal(OFFER), NOW))
                .as("new links carry the new key's seal")
                .isInstanceOf(Seal.Foreign.class);
        assertThat(((Seal.Good) rotated.read(old, NOW)).id())
                .as("one offer, one use, whichever key sealed it")
                .isEqualTo(((Seal.Good) rotated.read(rotated.seal(OFFER), NOW)).id());
    }

    @Test
    void shortKeysAreRefusedWithAWayOut() {
        assertThatThrownBy(() -> new Seal("short", null))
                .hasMessageContaining("at least 32 bytes")
                .hasMessageContaining("openssl rand")
                .hasMessageNotContaining("short,");
        assertThatThrownBy(() -> new Seal(KEY, "short")).hasMessageContaining("this one has 5");
    }

    @Test
    void fieldsCannotReachIntoEachOther() {
        assertThatThrownBy(() -> new Offer(Act.ACKNOWLEDGE, "chen\nx", "F-1", null))
                .hasMessageContaining("control character");
        assertThatThrownBy(() -> new Offer(Act.ACKNOWLEDGE, "chen", "", null)).hasMessageContaining("subject");
    }

    @Test
    void randomOffersComeBackAndNeverMeet() {
        Random random = new Random(20261124);
        List<Act> acts = List.of(Act.values());
        Set<String> tokens = new HashSet<>();
        Set<Offer> offers = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            Offer offer = new Offer(
                    acts.get(random.nextInt(acts.size())),
                    text(random),
                    text(random),
                    random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)));
            String token = SEAL.seal(offer);
            assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");
            Seal.Reading reading = SEAL.read(token, Instant.EPOCH.minusSeconds(1));
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            Seal.Good.class, good -> assertThat(good.offer()).isEqualTo(offer));
            assertThat(tokens.add(token)).isEqualTo(offers.add(offer));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append("abcXYZ019-_./ 星海é".charAt(random.nextInt(17)));
        }
        return text.toString();
    }

    private static String encoded(String content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://notify.reseller.example",
                "https://notify.reseller.example:8443/watch/",
                "http://127.0.0.1:8787",
                "http://localhost",
                "http://[::1]:8787"
            })
    void theGateTakesHttpsAndLoopback(String base) {
        assertThat(Gate.at(URI.create(base), SEAL).address(OFFER))
                .startsWith(base.replaceFirst("/$", "") + "/l/")
                .endsWith(SEAL.seal(OFFER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://notify.reseller.example",
                "notify.reseller.example",
                "https:///x",
                "https://u:p@notify.reseller.example",
                "https://notify.reseller.example?x=1",
                "https://notify.reseller.example/#x",
                "ftp://127.0.0.1",
                "http://127.0.0.1.example.com"
            })
    void theGateRefusesWhatWouldNotBeSafe(String base) {
        assertThatThrownBy(() -> Gate.at(URI.create(base), SEAL))
                .hasMessageStartingWith("mail.publicUrl " + base)
                .hasMessageContaining("https://notify.reseller.example");
    }

    /** What nobody was sent is not worth a hash. */
    @Test
    void aTokenLongerThanAnyOfOursIsForeign() {
        String token = SEAL.seal(new Offer(Act.ACKNOWLEDGE, "chen", "長".repeat(600), null));
        assertThat(token).hasSizeGreaterThan(1500);
        assertThat(SEAL.read(token, NOW)).isInstanceOf(Seal.Foreign.class);
    }
}
