package dev.watchkeeper.mail.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of used links does. */
public interface UsedLinksContract {
    Instant NOW = Instant.parse("2026-11-24T00:50:00Z");
    Offer OFFER = Offer.at(NOW, Act.MUTE, "chen", "F-0K3Z9TR2WQ5X");
    String ID = "ab".repeat(32);

    UsedLinks links();

    @Test
    default void aLinkIsUsedOnceAndTheFirstInstantIsKept() {
        assertThat(links().usedAt(ID)).isEmpty();
        assertThat(links().use(ID, OFFER, NOW)).isTrue();
        assertThat(links().use(ID, OFFER, NOW.plusSeconds(60))).isFalse();
        assertThat(links().usedAt(ID)).contains(NOW);
        assertThat(links().use("cd".repeat(32), OFFER, NOW)).as("another link").isTrue();
    }

    @Test
    default void aLinkAboutFiftyFindingsIsRemembered() {
        String subject = Offer.about(Collections.nCopies(50, "F-0K3Z9TR2WQ5X")).orElseThrow();
        assertThat(links().use(ID, Offer.at(NOW, Act.MUTE, "chen", subject), NOW))
                .isTrue();
    }

    @Test
    default void whatHasExpiredIsForgottenAtThatInstant() {
        links().use(ID, OFFER, NOW);
        Instant expiry = NOW.plus(Offer.KEEPS);
        assertThat(links().forget(expiry.minusSeconds(1))).isZero();
        assertThat(links().usedAt(ID)).isPresent();
        assertThat(links().forget(expiry)).isEqualTo(1);
        assertThat(links().usedAt(ID)).isEmpty();
    }

    @Test
    default void whatNeverExpiresIsNotRemembered() {
        Offer forever = Offer.at(NOW, Act.UNSUBSCRIBE, "chen", "daily");
        assertThatThrownBy(() -> links().use(ID, forever, NOW)).hasMessageContaining("never expires");
    }

    @Test
    default void ofManyAtTheSameTimeOneWins() throws Exception {
        int callers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier together = new CyclicBarrier(callers);
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(threads.submit(() -> {
                    together.await();
                    return links().use(ID, OFFER, NOW);
                }));
            }
            int first = 0;
            for (Future<Boolean> answer : answers) {
                first += answer.get() ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }
}
