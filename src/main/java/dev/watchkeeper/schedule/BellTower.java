package dev.watchkeeper.schedule;

import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.DBConnectionManager;

/** Builds a Quartz scheduler over our pool. */
final class BellTower {
    /** The same on every node: it names the cluster in the tables. */
    static final String NAME = "watchkeeper";

    private static final AtomicInteger BUILT = new AtomicInteger();

    private BellTower() {}

    static Scheduler build(DataSource pool, boolean clustered, int threads) throws SchedulerException {
        // Quartz keeps pools and schedulers by name for the whole JVM and would hand out another node's.
        synchronized (BellTower.class) {
            String source = "watchkeeper-" + BUILT.incrementAndGet();
            DBConnectionManager.getInstance().addConnectionProvider(source, new PoolProvider(pool));
            SchedulerRepository.getInstance().remove(NAME);
            Scheduler scheduler = new StdSchedulerFactory(properties(source, clustered, threads)).getScheduler();
            SchedulerRepository.getInstance().remove(NAME);
            return scheduler;
        }
    }

    private static Properties properties(String source, boolean clustered, int threads) {
        Properties p = new Properties();
        p.setProperty("org.quartz.scheduler.instanceName", NAME);
        // Quartz's own choice, host and millisecond, is shared by nodes that start together in like containers.
        p.setProperty("org.quartz.scheduler.instanceId", "node-" + UUID.randomUUID());
        p.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        p.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        // A batch needs the lock, or two nodes can acquire one trigger.
        p.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(threads));
        p.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        p.setProperty("org.quartz.threadExecutor.class", NoInterruptThreads.class.getName());
        p.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        p.setProperty("org.quartz.threadPool.threadNamePrefix", "bell");
        p.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        p.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        p.setProperty("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        p.setProperty("org.quartz.jobStore.dataSource", source);
        p.setProperty("org.quartz.jobStore.tablePrefix", "QRTZ_");
        p.setProperty("org.quartz.jobStore.useProperties", "true");
        p.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
        p.setProperty("org.quartz.jobStore.maxMisfiresToHandleAtATime", "500");
        p.setProperty("org.quartz.jobStore.isClustered", Boolean.toString(clustered));
        p.setProperty("org.quartz.jobStore.clusterCheckinInterval", "7500");
        return p;
    }
}
