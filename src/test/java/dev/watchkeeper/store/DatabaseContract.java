package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** What stores may rely on, on either engine. */
interface DatabaseContract {
    Database database();

    @Test
    default void aNestedTransactionJoinsTheOuterOne() {
        assertThatThrownBy(() -> database().run(() -> {
                    database().run(() -> insert("inner"));
                    database().jdbi().useTransaction(handle -> insert(handle, "jdbi"));
                    throw new IllegalStateException("undo");
                }))
                .hasMessage("undo");

        assertThat(jobs()).isEmpty();
    }

    @Test
    default void whatWasWrittenTogetherIsThereTogether() {
        database().run(() -> {
            insert("one");
            database().run(() -> insert("two"));
        });

        assertThat(jobs()).containsExactly("one", "two");
    }

    @Test
    default void aKeyThatIsThereDoesNotSpoilTheTransaction() {
        List<Boolean> isNew = database().jdbi().inTransaction(handle -> {
            boolean first = Once.insert(handle, () -> insert(handle, "one"));
            boolean again = Once.insert(handle, () -> insert(handle, "one"));
            insert(handle, "two");
            return List.of(first, again);
        });

        assertThat(isNew).containsExactly(true, false);
        assertThat(jobs()).containsExactly("one", "two");
    }

    @Test
    default void instantsComeBackEqualInTheHourThatAClockChangeRepeats() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            for (String text : List.of("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-03-29T01:30:00.123456Z")) {
                Instant instant = Instant.parse(text);
                Instant back = database().jdbi().withHandle(handle -> {
                    handle.execute("delete from job_history");
                    handle.createUpdate("insert into job_history (job, last_ok_at, failures_in_a_row)"
                                    + " values ('x', :at, 0)")
                            .bind("at", instant)
                            .execute();
                    return handle.createQuery("select last_ok_at from job_history where last_ok_at = :at")
                            .bind("at", instant)
                            .mapTo(Instant.class)
                            .one();
                });
                assertThat(back).isEqualTo(instant);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    default void aHealthyDatabaseHasNoProblem() {
        assertThat(database().problem()).isEmpty();
    }

    private void insert(String job) {
        database().jdbi().useHandle(handle -> insert(handle, job));
    }

    private static void insert(Handle handle, String job) {
        handle.createUpdate("insert into job_history (job, failures_in_a_row) values (:job, 0)")
                .bind("job", job)
                .execute();
    }

    private List<String> jobs() {
        return database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("select job from job_history order by job")
                        .mapTo(String.class)
                        .list());
    }
}
