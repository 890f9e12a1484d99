package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedElsewhereTest {
    private final List<String> calls = new ArrayList<>();
    private final HttpTransport transport = new MockHttpTransport() {
        @Override
        public LowLevelHttpRequest buildRequest(String method, String url) {
            return new MockLowLevelHttpRequest(url) {
                @Override
                public LowLevelHttpResponse execute() throws IOException {
                    calls.add(method + " " + url + " " + getContentAsString());
                    String body = url.endsWith(":signJwt")
                            ? "{\"keyId\":\"k\",\"signedJwt\":\"head.claims.signature\"}"
                            : "{\"access_token\":\"token-1\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";
                    return new MockLowLevelHttpResponse()
                            .setContentType("application/json")
                            .setContent(body);
                }
            };
        }
    };
    private final GoogleCredentials source =
            GoogleCredentials.create(new AccessToken("own", Date.from(Instant.parse("2999-01-01T00:00:00Z"))));

    @Test
    void googleSignsForTheSubjectAndTheAssertionBecomesAToken() throws Exception {
        AdcSubjects subjects =
                new AdcSubjects(source, transport, EmulatedGoogle.CLOCK, "watchkeeper@project.iam.gserviceaccount.com");
        AccessToken token =
                subjects.credentials("admin@one.example", ApiScope.USAGE.url()).refreshAccessToken();
        assertThat(token.getTokenValue()).isEqualTo("token-1");
        assertThat(token.getExpirationTime()).isEqualTo(Date.from(EmulatedGoogle.NOW.plusSeconds(3600)));
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0))
                .contains("/serviceAccounts/watchkeeper@project.iam.gserviceaccount.com:signJwt")
                .contains("admin@one.example")
                .contains("admin.reports.usage.readonly")
                .contains("https://oauth2.googleapis.com/token");
        assertThat(calls.get(1))
                .startsWith("POST https://oauth2.googleapis.com/token ")
                .contains("assertion=head.claims.signature")
                .contains("jwt-bearer");
    }

    @Test
    void withoutKeyOrAccountThereIsNothingToSignWith() {
        AdcSubjects subjects = new AdcSubjects(source, transport, EmulatedGoogle.CLOCK, null);
        assertThatThrownBy(() -> subjects.credentials("admin@one.example", ApiScope.USAGE.url()))
                .hasMessageContaining("google.serviceAccount");
    }
}
