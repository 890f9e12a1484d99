package dev.watchkeeper.store;

import dev.watchkeeper.jobs.JobHistory;
import dev.watchkeeper.jobs.JobRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Job history in {@code job_history}, one row per job. */
public final class JdbiJobHistory implements JobHistory {
    private final Jdbi jdbi;

    public JdbiJobHistory(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void succeeded(String job, Instant at, Duration took, long items) {
        write(job, """
                update job_history set last_ok_at = :at, last_duration_ms = :took, last_items = :items,
                    failures_in_a_row = 0
                where job = :job
                """, at, took, items, "");
    }

    @Override
    public void failed(String job, Instant at, Duration took, String error) {
        write(job, """
                update job_history set last_failed_at = :at, last_duration_ms = :took, last_error = :error,
                    failures_in_a_row = failures_in_a_row + 1
                where job = :job
                """, at, took, 0, error);
    }

    private void write(String job, String update, Instant at, Duration took, long items, String error) {
        jdbi.useTransaction(handle -> {
            if (update(handle, job, update, at, took, items, error) == 0) {
                Once.insert(
                        handle,
                        () -> handle.createUpdate(
                                        "insert into job_history (job, last_items, failures_in_a_row) values (:job, 0, 0)")
                                .bind("job", job)
                                .execute());
                update(handle, job, update, at, took, items, error);
            }
        });
    }

    private static int update(
            Handle handle, String job, String sql, Instant at, Duration took, long items, String error) {
        return handle.createUpdate(sql)
                .bind("job", job)
                .bind("at", at)
                .bind("took", took.toMillis())
                .bind("items", items)
                .bind("error", error)
                .execute();
    }

    @Override
    public List<JobRun> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from job_history order by job")
                .map((rows, context) -> new JobRun(
                        rows.getString("job"),
                        FindingRow.instant(rows, "last_ok_at"),
                        FindingRow.instant(rows, "last_failed_at"),
                        rows.getString("last_error"),
                        Duration.ofMillis(rows.getLong("last_duration_ms")),
                        rows.getLong("last_items"),
                        rows.getInt("failures_in_a_row")))
                .list());
    }
}
