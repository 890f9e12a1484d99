package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidayFile;
import dev.watchkeeper.tenant.Contract;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From when on two sets of rules decide differently: most changes concern what is to come, few reach into the past. */
final class RuleDifference {
    private RuleDifference() {}

    /** No later than the first instant at which a clock may be counted otherwise; {@link Instant#MAX} if none is. */
    static Instant earliest(RuleSet before, RuleSet after) {
        Instant first = versions(
                before.policies(),
                after.policies(),
                policy -> policy.policy() + "/" + policy.version(),
                Policy::effectiveFrom);
        first = min(
                first,
                versions(
                        before.calendars(),
                        after.calendars(),
                        calendar -> calendar.id() + "/" + calendar.version(),
                        CalendarSpec::effectiveFrom));
        first = min(first, holidays(before.holidays(), after.holidays()));
        Set<String> customers = new HashSet<>(before.contracts().keySet());
        customers.addAll(after.contracts().keySet());
        for (String customer : customers) {
            List<Contract> old = before.contracts().getOrDefault(customer, List.of());
            List<Contract> now = after.contracts().getOrDefault(customer, List.of());
            first = old.equals(now) ? first : min(first, contracts(old, now));
        }
        return first;
    }

    private static <T> Instant versions(
            List<T> before, List<T> after, Function<T, String> name, Function<T, @Nullable Instant> from) {
        Map<String, T> old = new HashMap<>();
        before.forEach(one -> old.put(name.apply(one), one));
        Instant first = Instant.MAX;
        for (T one : after) {
            T was = old.remove(name.apply(one));
            if (was == null) {
                first = min(first, start(from.apply(one)));
            } else if (!was.equals(one)) {
                first = min(first, min(start(from.apply(was)), start(from.apply(one))));
            }
        }
        for (T gone : old.values()) {
            first = min(first, start(from.apply(gone)));
        }
        return first;
    }

    private static Instant holidays(List<HolidayFile> before, List<HolidayFile> after) {
        Map<String, HolidayFile> old = new HashMap<>();
        before.forEach(file -> old.put(file.set(), file));
        TreeSet<LocalDate> changed = new TreeSet<>();
        for (HolidayFile now : after) {
            HolidayFile was = old.remove(now.set());
            differing(was == null ? Map.of() : was.off(), now.off(), changed);
            differing(was == null ? Map.of() : was.worked(), now.worked(), changed);
        }
        old.values().forEach(gone -> {
            changed.addAll(gone.off().keySet());
            changed.addAll(gone.worked().keySet());
        });
        // A day begins up to 14 hours earlier than in UTC somewhere, and a window may run into the next.
        return changed.isEmpty()
                ? Instant.MAX
                : changed.first().minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void differing(Map<LocalDate, String> before, Map<LocalDate, String> after, Set<LocalDate> changed) {
        Set<LocalDate> dates = new HashSet<>(before.keySet());
        dates.addAll(after.keySet());
        dates.stream()
                .filter(date -> before.containsKey(date) != after.containsKey(date))
                .forEach(changed::add);
    }

    private static Instant contracts(List<Contract> before, List<Contract> after) {
        List<Instant> bounds = new ArrayList<>(List.of(Instant.MIN));
        for (List<Contract> periods : List.of(before, after)) {
            for (Contract period : periods) {
                Instant from = period.from();
                Instant to = period.to();
                if (from != null) {
                    bounds.add(from);
                }
                if (to != null) {
                    bounds.add(to);
                }
            }
        }
        return bounds.stream()
                .sorted()
                .filter(at -> !Objects.equals(plan(before, at), plan(after, at)))
                .findFirst()
                .orElse(Instant.MAX);
    }

    private static @Nullable String plan(List<Contract> periods, Instant at) {
        return periods.stream()
                .filter(period -> period.covers(at))
                .map(Contract::plan)
                .findFirst()
                .orElse(null);
    }

    private static Instant start(@Nullable Instant from) {
        return from == null ? Instant.MIN : from;
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
