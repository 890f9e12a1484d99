package dev.watchkeeper.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * The one job class that the database ever names, so that no upgrade meets a class it does not know. What it calls is
 * found by the job's name.
 */
@DisallowConcurrentExecution
public final class BellJob implements Job {
    private final Runnable work;

    BellJob(Runnable work) {
        this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
        work.run();
    }
}
