package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a ticket, from the template of its source. */
class TicketLinkTest {
    private static SourceSettings source(@Nullable String link) {
        return new SourceSettings(
                "desk",
                SourceSettings.Type.WEBHOOK,
                null,
                SignaturePreset.GITHUB,
                null,
                List.of(new Secret("s")),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                link);
    }

    @Test
    void theKeyStandsInTheAddressWhateverIsInIt() {
        SourceSettings desk = source("https://desk.example/tickets/{id}?tab=all");

        assertThat(desk.linkTo("4711")).isEqualTo("https://desk.example/tickets/4711?tab=all");
        assertThat(desk.linkTo("A 1/../x?y#z"))
                .isEqualTo("https://desk.example/tickets/A%201%2F..%2Fx%3Fy%23z?tab=all");
        assertThat(desk.linkHost()).isEqualTo("desk.example");
        assertThat(source(null).linkTo("4711")).isNull();
        assertThat(source(null).linkHost()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://desk.example/{id}", "https://desk.example/", "https:///{id}", "{id}", "https://a b/{id}"
            })
    void whatIsNoAddressIsRefusedWithAnExample(String link) {
        assertThatThrownBy(() -> source(link))
                .hasMessageContaining("source desk: link")
                .hasMessageContaining("{id}");
    }
}
