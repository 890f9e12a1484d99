package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageLogTest {
    private final AtomicLong nanos = new AtomicLong();
    private int suspicions;
    private final OutageLog outage = new OutageLog(nanos::get, () -> suspicions++);
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final org.slf4j.Logger some = LoggerFactory.getLogger("some.loop");
    private final org.slf4j.Logger pool = LoggerFactory.getLogger("com.zaxxer.hikari.pool.PoolBase");

    @BeforeEach
    void attach() {
        seen.start();
        root.addAppender(seen);
        outage.attach();
    }

    @AfterEach
    void detach() {
        outage.close();
        root.detachAppender(seen);
    }

    private List<String> lines() {
        return seen.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static RuntimeException lost() {
        return new IllegalStateException("the round failed", new SQLException("refused", "08001"));
    }

    @Test
    void anOutageIsOneLineAtItsBeginAndOneAtItsEnd() {
        for (int i = 0; i < 100; i++) {
            some.error("loop {} failed", i, lost());
            pool.warn("Failed to validate connection {} (This connection has been closed.)", i);
            some.warn("row {} cannot be read: {}", i, "java.sql.SQLTransientConnectionException: timed out");
            some.warn("job {} of {} failed", i, 100, new SQLTransientConnectionException("timed out after 5000ms"));
        }
        outage.heard(Optional.of("the database does not answer"));
        nanos.addAndGet(Duration.ofSeconds(80).toNanos());
        outage.heard(Optional.empty());
        some.error("a call that hung since before", lost());

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).startsWith("the database is away").contains("refused");
        assertThat(lines().get(1)).isEqualTo("the database answers again after 80 s; 400 messages were withheld");
        assertThat(suspicions).isEqualTo(1);
    }

    @Test
    void everythingElseIsStillSaid() {
        outage.heard(Optional.of("the database does not answer"));
        some.error("mail cannot be sent", new java.io.IOException("refused"));
        some.warn("a reload was refused");
        some.error("a row is too long", new SQLException("too long", "22001"));

        assertThat(lines()).hasSize(4);
    }

    @Test
    void aSecondOutageIsSaidAgain() {
        outage.heard(Optional.of("x"));
        outage.heard(Optional.empty());
        outage.heard(Optional.of("x"));
        outage.heard(Optional.empty());
        pool.warn("a leak");
        nanos.addAndGet(Duration.ofSeconds(91).toNanos());
        pool.warn("a leak");

        assertThat(lines()).hasSize(5);
    }
}
