package dev.watchkeeper.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Judges from the history whether background jobs still do their work. */
public final class Lateness {
    private Lateness() {}

    /** A job that has not succeeded for more than twice its period. */
    public record Late(String job, Duration since, @Nullable String lastError) {}

    /**
     * The jobs that are late, by name.
     *
     * @param periods how often each job should succeed; only these are judged, so a job switched off is not late
     * @param watchedSince before it nobody could have seen a success: the start of the daemon
     */
    public static List<Late> judge(
            Collection<JobRun> history, Map<String, Duration> periods, Instant watchedSince, Instant now) {
        Map<String, JobRun> byJob = new TreeMap<>();
        history.forEach(run -> byJob.put(run.job(), run));
        List<Late> late = new ArrayList<>();
        new TreeMap<>(periods).forEach((job, period) -> {
            JobRun run = byJob.get(job);
            Instant ok = run == null ? null : run.lastOkAt();
            Instant since = ok == null || ok.isBefore(watchedSince) ? watchedSince : ok;
            Duration silence = Duration.between(since, now);
            if (silence.compareTo(period.multipliedBy(2)) > 0) {
                late.add(new Late(job, silence, run == null ? null : run.lastError()));
            }
        });
        return late;
    }
}
