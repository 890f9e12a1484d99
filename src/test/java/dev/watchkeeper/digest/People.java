package dev.watchkeeper.digest;

import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Readers and customers for tests. */
final class People {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private People() {}

    static Person person(String id, ZoneId zone, LocalTime dailyAt, DayOfWeek weeklyDay, LocalTime weeklyAt) {
        return person(id, zone, dailyAt, weeklyDay, weeklyAt, Person.DigestMode.ON_CHANGE, null, null);
    }

    static Person person(
            String id,
            ZoneId zone,
            LocalTime dailyAt,
            DayOfWeek weeklyDay,
            LocalTime weeklyAt,
            Person.DigestMode mode,
            @Nullable Instant pausedUntil,
            @Nullable String delegate) {
        return new Person(
                id,
                "Person " + id,
                id + "@reseller.example",
                Language.EN,
                zone,
                "cn-workdays",
                mode,
                dailyAt,
                weeklyDay,
                weeklyAt,
                "high",
                "critical",
                List.of("50", "warn", "breach"),
                "warn",
                List.of(),
                pausedUntil,
                delegate,
                null,
                true,
                false);
    }

    static Person inShanghai(
            String id, Person.DigestMode mode, @Nullable Instant pausedUntil, @Nullable String deputy) {
        return person(
                id, SHANGHAI, LocalTime.of(8, 45), DayOfWeek.MONDAY, LocalTime.of(9, 0), mode, pausedUntil, deputy);
    }

    static Tenant customer(String id, String manager) {
        return new Tenant(
                id,
                "Customer " + id,
                "Cust " + id,
                List.of(id + ".example"),
                "my_customer",
                null,
                List.of(),
                manager,
                SHANGHAI,
                Language.EN,
                Profile.NORMAL,
                MailSetup.PLAIN,
                List.of(),
                List.of(),
                "internal note about " + id);
    }
}
