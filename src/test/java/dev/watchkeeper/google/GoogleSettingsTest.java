package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8085/", "http://localhost:1/", "http://[::1]:9/"})
    void noneIsForLoopback(String endpoint) {
        assertThat(GoogleSettings.of(URI.create(endpoint), "none").policyRoot()).isEqualTo(URI.create(endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://admin.googleapis.com/", "https://127.0.0.1.example/", "https://10.0.0.1/"})
    void noneElsewhereIsRefused(String endpoint) {
        assertThatThrownBy(() -> GoogleSettings.of(URI.create(endpoint), "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only for endpoints on loopback");
    }

    @Test
    void plainHttpIsForLoopbackOnly() {
        assertThatThrownBy(() -> GoogleSettings.of(URI.create("http://admin.googleapis.com/"), "adc"))
                .hasMessageContaining("https");
    }

    @Test
    void senselessNumbersAreRefused() {
        GoogleSettings settings = GoogleSettings.of(GoogleSettings.GOOGLE, "adc");
        assertThatThrownBy(() -> settings.drawing(0, 220)).hasMessageContaining("quotaPerMinute");
        assertThatThrownBy(() -> settings.waiting(
                        Duration.ofSeconds(1), Duration.ofSeconds(99), Duration.ofSeconds(60), Duration.ZERO))
                .hasMessageContaining("maxDelay");
        assertThat(settings.policyRoot().getHost()).isEqualTo("cloudidentity.googleapis.com");
    }

    @Test
    void withoutCredentialsEveryReadingIsNotConfigured() throws Exception {
        try (Google google = Google.open(
                GoogleSettings.of(GoogleSettings.GOOGLE, ""),
                EmulatedGoogle.CLOCK,
                QuotaLeases.alone(System::nanoTime),
                QuotaMeter.NONE)) {
            assertThatThrownBy(() -> google.reports()
                            .activities(
                                    EmulatedGoogle.tenant("t", "my_customer", "a@t.example"),
                                    "login",
                                    EmulatedGoogle.NOW.minusSeconds(60),
                                    EmulatedGoogle.NOW,
                                    Deadline.NONE,
                                    page -> {}))
                    .isInstanceOfSatisfying(SourceException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.NOT_CONFIGURED);
                        assertThat(e.explanation()).contains("google.credentials");
                    });
        }
    }

    @Test
    void aMissingKeyFileIsNamed() {
        assertThatThrownBy(() -> Google.open(
                        GoogleSettings.of(GoogleSettings.GOOGLE, "/nowhere/key.json"),
                        EmulatedGoogle.CLOCK,
                        QuotaLeases.alone(System::nanoTime),
                        QuotaMeter.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("the key file /nowhere/key.json does not exist");
    }
}
