package dev.watchkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.fixture.InMemoryJobHistory;
import dev.watchkeeper.jobs.JobRunner;
import dev.watchkeeper.store.Database;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BellsTest implements BellsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public Database database() {
        return DATABASE.database();
    }

    private Bells bellsOver(DataSource pool) {
        return new Bells(
                pool,
                false,
                4,
                List.of(Ring.every("audit", Duration.ofHours(1))),
                new JobRunner(new InMemoryJobHistory(), Clock.systemUTC()),
                Map.of("audit", () -> 0));
    }

    /** The pool of the bells, which fails so often before it answers. */
    private DataSource failing(AtomicInteger times, String state) {
        DataSource pool = database().bells();
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && times.getAndDecrement() > 0) {
                        throw new SQLException("the other one was first", state);
                    }
                    return method.invoke(pool, arguments);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void whoLosesADeadlockWhileHangingBellsBeginsAgain(String state) {
        AtomicInteger failures = new AtomicInteger(3);
        try (Bells bells = bellsOver(failing(failures, state))) {
            bells.start();

            assertThat(failures.get()).as("all failures happened").isNegative();
            assertThat(bells.nextRings()).extracting(NextRing::bell).containsExactly("audit");
        }
    }

    @Test
    void aDeadlockThatNeverEndsAndAnyOtherFaultAreTold() {
        assertThatThrownBy(bellsOver(failing(new AtomicInteger(99), "40001"))::start)
                .hasMessageContaining("the bells could not be started")
                .hasRootCauseMessage("the other one was first");
        AtomicInteger once = new AtomicInteger(1);
        assertThatThrownBy(bellsOver(failing(once, "28000"))::start).hasRootCauseMessage("the other one was first");
        assertThat(once.get()).as("not tried again").isZero();
    }
}
