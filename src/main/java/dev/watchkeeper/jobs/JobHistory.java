package dev.watchkeeper.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Remembers how background jobs went, across restarts and nodes. */
public interface JobHistory {
    void succeeded(String job, Instant at, Duration took, long items);

    void failed(String job, Instant at, Duration took, String error);

    /** All jobs that ever ran, by name. */
    List<JobRun> all();
}
