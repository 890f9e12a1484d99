package dev.watchkeeper.health;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the users' usage reports of one day say in sum; names only of those who stand out, so that a tenant of 100,000
 * users takes no more room than one of a hundred.
 *
 * @param fullest users at or above {@link #NEARLY_FULL} percent of their own quota, the fullest first, not all
 * @param nearlyFull how many there are in all
 * @param notEnrolled users from whom 2-step verification is demanded and who have not set it up, not all
 * @param idle users who are neither suspended nor archived, by days without sign-in, the longest first, not all
 * @param idleByDays how many are idle for at least so many days (index), up to 450
 * @param storageKnown of how many users the report says how full their storage is
 * @param signInKnown of how many users it says when they signed in last, or that they cannot
 */
public record UserUsage(
        LocalDate date,
        long users,
        List<Mailbox> fullest,
        long nearlyFull,
        List<String> notEnrolled,
        long notEnrolledCount,
        List<Idle> idle,
        List<Long> idleByDays,
        long storageKnown,
        long signInKnown) {
    public static final int NEARLY_FULL = 80;
    private static final int MOST_NAMES = 500;
    private static final int LONGEST = 450;

    public UserUsage {
        fullest = List.copyOf(fullest);
        notEnrolled = List.copyOf(notEnrolled);
        idle = List.copyOf(idle);
        idleByDays = List.copyOf(idleByDays);
    }

    /** A user's storage; {@code totalMb} is null or not positive where Google does not say or storage is pooled. */
    public record Mailbox(
            String user,
            long percent,
            @Nullable Long usedMb,
            @Nullable Long totalMb) {}

    /** Days since the last sign-in; for somebody who never signed in, since the account was made. */
    public record Idle(String user, long days, boolean never) {}

    /** This report, if it says anything about storage; otherwise nothing is known. */
    public UserUsage withStorage() {
        return holding(storageKnown, "accounts:used_quota_in_percentage");
    }

    /** This report, if it says anything about sign-ins; otherwise nothing is known. */
    public UserUsage withSignIns() {
        return holding(signInKnown, "accounts:last_login_time");
    }

    private UserUsage holding(long known, String value) {
        if (known == 0) {
            throw new FactUnavailable(Reasons.missingValue(value));
        }
        return this;
    }

    /** Users idle for at least so many days. */
    public long idleFor(int days) {
        return idleByDays.get(Math.min(Math.max(days, 0), LONGEST));
    }

    /** Takes the reports page by page. Not for use by several threads. */
    public static final class Tally {
        private final PriorityQueue<Mailbox> fullest = new PriorityQueue<>(Comparator.comparingLong(Mailbox::percent));
        private final PriorityQueue<Idle> idle = new PriorityQueue<>(Comparator.comparingLong(Idle::days));
        private final List<String> notEnrolled = new ArrayList<>();
        private final long[] idleOn = new long[LONGEST + 1];
        private long users;
        private long nearlyFull;
        private long notEnrolledCount;
        private long storageKnown;
        private long signInKnown;

        public void add(UsageReport report) {
            users++;
            String user = report.user() != null ? report.user() : "id " + report.profileId();
            addStorage(user, report);
            if (Boolean.TRUE.equals(report.flag("accounts:is_2sv_enforced"))
                    && Boolean.FALSE.equals(report.flag("accounts:is_2sv_enrolled"))
                    && !isOff(report)) {
                notEnrolledCount++;
                if (notEnrolled.size() < MOST_NAMES) {
                    notEnrolled.add(user);
                }
            }
            addIdle(user, report);
        }

        private void addStorage(String user, UsageReport report) {
            Long used = report.number("accounts:used_quota_in_mb");
            Long total = report.number("accounts:total_quota_in_mb");
            Long percent = report.number("accounts:used_quota_in_percentage");
            if (percent == null && used != null && total != null && total > 0) {
                percent = used * 100 / total;
            }
            storageKnown += percent == null ? 0 : 1;
            if (percent != null && percent >= NEARLY_FULL) {
                nearlyFull++;
                keep(fullest, new Mailbox(user, percent, used, total));
            }
        }

        private void addIdle(String user, UsageReport report) {
            Instant last = instant(report, "accounts:last_login_time", "accounts:timestamp_last_login");
            signInKnown += last == null && !isOff(report) ? 0 : 1;
            if (last == null || isOff(report)) {
                return;
            }
            boolean never = last.getEpochSecond() < 86_400;
            Instant since = never ? instant(report, "accounts:creation_time", "accounts:timestamp_creation") : last;
            long days = since == null
                    ? LONGEST
                    : ChronoUnit.DAYS.between(since.atOffset(ZoneOffset.UTC).toLocalDate(), report.date());
            if (days > 0) {
                idleOn[(int) Math.min(days, LONGEST)]++;
                if (days >= 30) {
                    keep(idle, new Idle(user, days, never));
                }
            }
        }

        private static boolean isOff(UsageReport report) {
            return Boolean.TRUE.equals(report.flag("accounts:is_suspended"))
                    || Boolean.TRUE.equals(report.flag("accounts:is_archived"));
        }

        private static @Nullable Instant instant(UsageReport report, String name, String otherName) {
            Object value = report.values().getOrDefault(name, report.values().get(otherName));
            return value instanceof Instant instant ? instant : null;
        }

        private static <T> void keep(PriorityQueue<T> most, T one) {
            most.add(one);
            if (most.size() > MOST_NAMES) {
                most.remove();
            }
        }

        public UserUsage sum(LocalDate date) {
            List<Long> atLeast = new ArrayList<>();
            long sum = 0;
            for (int days = LONGEST; days >= 0; days--) {
                sum += idleOn[days];
                atLeast.add(0, sum);
            }
            return new UserUsage(
                    date,
                    users,
                    fullest.stream()
                            .sorted(Comparator.comparingLong(Mailbox::percent)
                                    .reversed()
                                    .thenComparing(Mailbox::user))
                            .toList(),
                    nearlyFull,
                    notEnrolled,
                    notEnrolledCount,
                    idle.stream()
                            .sorted(Comparator.comparingLong(Idle::days)
                                    .reversed()
                                    .thenComparing(Idle::user))
                            .toList(),
                    atLeast,
                    storageKnown,
                    signInKnown);
        }
    }
}
