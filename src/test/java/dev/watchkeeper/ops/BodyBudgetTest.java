package dev.watchkeeper.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    @Test
    void everyBodyComesWholeOrCutAtItsLimit() throws IOException {
        BodyBudget budget = new BodyBudget(64 << 10);
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            byte[] sent = new byte[random.nextInt(20_000)];
            random.nextBytes(sent);
            int most = 1 + random.nextInt(20_000);
            assertThat(budget.read(new ByteArrayInputStream(sent), most))
                    .hasValueSatisfying(
                            body -> assertThat(body).isEqualTo(Arrays.copyOf(sent, Math.min(sent.length, most))));
        }
    }

    @Test
    @SuppressWarnings("InputStreamSlowMultibyteRead") // five thousand bytes
    void onlyWhatHasArrivedCountsAndItsRoomComesBack() throws IOException {
        BodyBudget budget = new BodyBudget(8 << 10);
        InputStream greedy = new InputStream() {
            private int sent;

            @Override
            public int read() throws IOException {
                if (sent++ < 5000) {
                    return 'x';
                }
                // While this one holds its two pieces, another finds no room.
                assertThat(budget.read(new ByteArrayInputStream(new byte[1]), 10))
                        .isEmpty();
                return -1;
            }
        };
        assertThat(budget.read(greedy, 100_000)).isPresent();
        assertThat(budget.read(new ByteArrayInputStream(new byte[8000]), 8000)).isPresent();
        assertThat(budget.read(new ByteArrayInputStream(new byte[9000]), 9000)).isEmpty();
    }
}
