package dev.watchkeeper.tickets.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test vectors of every preset, and what must not pass. */
class SignaturePresetTest {
    static final byte[] BODY = "{\"ticket\":4711,\"event\":\"ticket.opened\"}".getBytes(UTF_8);
    static final Instant SIGNED_AT = Instant.ofEpochSecond(1767225600);

    record Vector(SignaturePreset preset, String secret, String signatureHeader, List<String> headers) {}

    static Vector vector(SignaturePreset preset) {
        return switch (preset) {
            case STANDARD ->
                new Vector(
                        preset,
                        "whsec_d2F0Y2hrZWVwZXItdGVzdC1zZWNyZXQtMzJieXRlcyE=",
                        "webhook-signature",
                        List.of(
                                "Webhook-Id",
                                "msg_0001",
                                "webhook-timestamp",
                                "1767225600",
                                "webhook-signature",
                                "v1a,AAAA v1,+WzL3pehLB+aXmDn0FLMazd2BM0d+DALru7PkEbnePM="));
            case ZENDESK ->
                new Vector(
                        preset,
                        "zd-test-secret",
                        "X-Zendesk-Webhook-Signature",
                        List.of(
                                "X-Zendesk-Webhook-Signature-Timestamp",
                                "2026-01-01T00:00:00Z",
                                "X-Zendesk-Webhook-Signature",
                                "p7t4l1/sMHZYydDmx0D1e7Q2zflMpeNeyYy5HJO+HTo="));
            case ZAMMAD ->
                new Vector(
                        preset,
                        "za-test-secret",
                        "X-Hub-Signature",
                        List.of("X-Hub-Signature", "sha1=2d9627d9095bb9af6b5f55fd0ed4d536995b321d"));
            case GITHUB ->
                new Vector(
                        preset,
                        "gh-test-secret",
                        "X-Hub-Signature-256",
                        List.of(
                                "X-Hub-Signature-256",
                                "sha256=5dc289be1edece1455bcb79a130fc0173b1e510b5d67bfc8d388591de435581e"));
            case JIRA ->
                new Vector(
                        preset,
                        "gh-test-secret",
                        "X-Hub-Signature",
                        List.of(
                                "X-Hub-Signature",
                                "sha256=5dc289be1edece1455bcb79a130fc0173b1e510b5d67bfc8d388591de435581e"));
            case GLPI ->
                new Vector(
                        preset,
                        "gl-test-secret",
                        "X-GLPI-signature",
                        List.of(
                                "X-GLPI-timestamp",
                                "1767225600",
                                "X-GLPI-signature",
                                "01d238b1307eb5a860848427ab195506479a0ceba73cf7e4f462c6ad3882a657"));
            case NONE -> throw new IllegalArgumentException("nothing to sign");
        };
    }

    private static boolean proven(Vector vector, byte[] body, Instant now, String... secrets) {
        Duration tolerance = vector.preset().tolerance();
        return vector.preset()
                .verify(
                        HttpHeaders.of(vector.headers().toArray(String[]::new)),
                        body,
                        List.of(secrets),
                        now,
                        tolerance == null ? Duration.ZERO : tolerance)
                .proven();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theVectorIsProven(SignaturePreset preset) {
        assertThat(BODY).hasSize(39);
        assertThat(proven(vector(preset), BODY, SIGNED_AT, vector(preset).secret()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void anAlteredByteAnEmptyBodyAndAWrongSecretAreRefused(SignaturePreset preset) {
        Vector vector = vector(preset);
        byte[] altered = BODY.clone();
        altered[10] ^= 1;

        assertThat(proven(vector, altered, SIGNED_AT, vector.secret())).isFalse();
        assertThat(proven(vector, new byte[0], SIGNED_AT, vector.secret())).isFalse();
        assertThat(proven(vector, BODY, SIGNED_AT, "another")).isFalse();
        assertThat(proven(vector, BODY, SIGNED_AT)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void bothSecretsOfARotationAreGood(SignaturePreset preset) {
        Vector vector = vector(preset);

        assertThat(proven(vector, BODY, SIGNED_AT, "the new one", vector.secret()))
                .isTrue();
        assertThat(proven(vector, BODY, SIGNED_AT, vector.secret(), "the old one"))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMissingHeaderIsNamed(SignaturePreset preset) {
        var verdict = preset.verify(HttpHeaders.of(), BODY, List.of("secret"), SIGNED_AT, Duration.ofMinutes(5));

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.reason())
                .containsIgnoringCase(vector(preset).signatureHeader())
                .doesNotContain("secret ");
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "ZENDESK"})
    void anOldAndAFutureTimestampAreRefused(SignaturePreset preset) {
        Vector vector = vector(preset);
        Instant edge = SIGNED_AT.plus(Duration.ofMinutes(5));

        assertThat(proven(vector, BODY, edge, vector.secret())).isTrue();
        assertThat(proven(vector, BODY, edge.plusSeconds(1), vector.secret())).isFalse();
        assertThat(proven(vector, BODY, SIGNED_AT.minusSeconds(301), vector.secret()))
                .isFalse();
    }

    @Test
    void glpiMayHaveWaitedForItsCron() {
        Vector vector = vector(SignaturePreset.GLPI);

        assertThat(proven(vector, BODY, SIGNED_AT.plus(Duration.ofHours(20)), vector.secret()))
                .isTrue();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(longs = {-49, 49, 24 * 400})
    void anOldDeliveryOfGlpiIsNotTakenAgain(long hours) {
        Vector vector = vector(SignaturePreset.GLPI);

        assertThat(proven(vector, BODY, SIGNED_AT.plus(Duration.ofHours(hours)), vector.secret()))
                .isFalse();
    }

    @Test
    void thePrefixOfAnotherAlgorithmNeverChoosesIt() {
        byte[] key = "za-test-secret".getBytes(UTF_8);
        String sha256 = "sha256=" + java.util.HexFormat.of().formatHex(Hmac.SHA256.of(key, BODY));
        String sha1 = "sha1=" + java.util.HexFormat.of().formatHex(Hmac.SHA1.of(key, BODY));

        for (SignaturePreset preset : Arrays.asList(SignaturePreset.ZAMMAD, SignaturePreset.JIRA)) {
            String foreign = preset == SignaturePreset.ZAMMAD ? sha256 : sha1;
            var verdict = preset.verify(
                    HttpHeaders.of("x-hub-signature", foreign),
                    BODY,
                    List.of("za-test-secret"),
                    SIGNED_AT,
                    Duration.ZERO);
            assertThat(verdict.proven()).as(preset.name()).isFalse();
        }
    }

    @Test
    void anEmptyBodySignedByZendeskIsProven() {
        String timestamp = "2026-01-01T00:00:00Z";
        String signature = java.util.Base64.getEncoder()
                .encodeToString(Hmac.SHA256.of("zd".getBytes(UTF_8), timestamp.getBytes(UTF_8)));

        var verdict = SignaturePreset.ZENDESK.verify(
                HttpHeaders.of(
                        "X-Zendesk-Webhook-Signature", signature, "X-Zendesk-Webhook-Signature-Timestamp", timestamp),
                new byte[0],
                List.of("zd"),
                SIGNED_AT,
                Duration.ofMinutes(5));

        assertThat(verdict.proven()).isTrue();
    }
}
