package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairLineTest {
    private final FairLine line = new FairLine();

    @Test
    void tenantsTakeTurnsHoweverManyRequestsOneHasWaiting() {
        for (int i = 0; i < 100; i++) {
            line.join("big");
        }
        line.join("small");
        line.join("other");
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            order.add(Objects.requireNonNull(line.next()).tenant);
        }
        assertThat(order).containsExactly("big", "small", "other", "big", "big", "big");
        assertThat(line.waiting()).isEqualTo(96);
        assertThat(line.tenants()).isEqualTo(1);
    }

    @Test
    void whoLeavesTheLineCostsNothing() {
        FairLine.Ticket gone = line.join("a");
        FairLine.Ticket stays = line.join("b");
        line.leave(gone);
        line.leave(gone);
        assertThat(line.next()).isSameAs(stays);
        assertThat(line.next()).isNull();
        assertThat(line.waiting()).isZero();
    }
}
