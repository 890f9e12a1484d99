package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a digest asks of the database does not grow with what it tells. */
class DigestQueriesTest {
    @TempDir
    Path directory;

    @Test
    void moreCustomersAndMoreFindingsTakeNoMoreStatements() throws IOException {
        double few = statements("few", 3, 30);
        double many = statements("many", 20, 600);

        assertThat(few).isLessThan(30);
        assertThat(many).isEqualTo(few);
    }

    private double statements(String name, int tenants, int findings) throws IOException {
        Path own = directory.resolve(name);
        return DigestBench.run(own, "directory: '" + own.resolve("data") + "'", 1, tenants, findings, 0, 1);
    }
}
