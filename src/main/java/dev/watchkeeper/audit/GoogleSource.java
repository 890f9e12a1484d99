package dev.watchkeeper.audit;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we read of one tenant at Google. Safe for use by several threads; every request draws on the shared budget and
 * honours the {@link Deadline} of its caller.
 */
public interface GoogleSource {
    /**
     * Reads the activities of {@code [from, to)} unfiltered for all users, newest first, page by page to the end. A
     * window longer than the API allows is cut by the implementation.
     *
     * @param application Google's application name, for example {@code login}
     */
    void activities(Tenant tenant, String application, Instant from, Instant to, Deadline deadline, PageConsumer pages)
            throws SourceException;

    /** The customer's usage of one date, not stepped; {@code NO_DATA} if that date is not there yet. */
    UsageReport.Reading customerUsage(Tenant tenant, LocalDate date, Deadline deadline) throws SourceException;

    /** The newest usage date that has data, at most {@code maxSteps} days before {@code from}, and its reading. */
    UsageReport.Reading newestCustomerUsage(Tenant tenant, LocalDate from, int maxSteps, Deadline deadline)
            throws SourceException;

    /** All users' usage of the newest date that has data, page by page; returns that date and the warnings. */
    UsageReport.Reading newestUserUsage(
            Tenant tenant, LocalDate from, int maxSteps, Deadline deadline, UserPageConsumer pages)
            throws SourceException;

    /** Takes one page of activities, flattened to events in the order given (newest activity first). */
    @FunctionalInterface
    interface PageConsumer {
        void accept(List<ActivityEvent> events) throws SourceException;

        /** Whether events of this name are wanted at all; the others are counted and not handed on. */
        default boolean wants(String application, String name) {
            return true;
        }

        /**
         * Told before {@link #accept} of what the page held besides.
         *
         * @param oldest the earliest time among them, without those more than a day ahead of now; null if none is left
         */
        default void skipped(int count, @Nullable Instant oldest, @Nullable Instant newest) {}
    }

    /** Takes one page of user reports. */
    @FunctionalInterface
    interface UserPageConsumer {
        void accept(List<UsageReport> users) throws SourceException;
    }
}
