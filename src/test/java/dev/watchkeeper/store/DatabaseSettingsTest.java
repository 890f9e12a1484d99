package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.config.Secret;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://wk:hush@db/x",
                "jdbc:mysql://db/x?password=hush",
                "postgres://wk:hush@db:5432/x?sslmode=require"
            })
    void aPasswordInARefusedUrlIsNotShown(String url) {
        assertThatThrownBy(() -> settings(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("db")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://wk:hush@db/x", "jdbc:postgresql://db/x?password=hush"})
    void aPasswordInAUrlIsNotShown(String url) {
        assertThat(settings(url).shown()).contains("db/x").doesNotContain("hush");
    }

    private static DatabaseSettings settings(String url) {
        return new DatabaseSettings(url, Path.of("data"), "", new Secret(""), 8, 7);
    }
}
