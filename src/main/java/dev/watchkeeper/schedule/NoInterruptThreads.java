package dev.watchkeeper.schedule;

import org.quartz.spi.ThreadExecutor;

/**
 * Runs Quartz's thread objects on threads of our own. Quartz interrupts its threads when it shuts down, and an
 * interrupt inside the database driver can break the database for everybody; here it hits an object that never ran.
 * Quartz makes it by name and needs it public.
 */
public final class NoInterruptThreads implements ThreadExecutor {
    @Override
    public void execute(Thread quartz) {
        Thread ours = new Thread(quartz, quartz.getName());
        // What sleeps through the shutdown notices it when it wakes, and keeps no process alive.
        ours.setDaemon(true);
        ours.start();
    }

    @Override
    public void initialize() {
        // nothing to prepare
    }
}
