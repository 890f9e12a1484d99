package dev.watchkeeper.health.precision;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.precision.Company.Kind;
import dev.watchkeeper.health.precision.Watched.Told;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Precision and recall of every check over a quarter of made-up companies: {@code PrecisionBench [sizes] [seeds]}, for
 * example {@code PrecisionBench 5,50,500 2}. Healthy companies give what is told without need; troubles planted into
 * others, one of each check at a time, give what is missed and how long it took.
 */
public final class PrecisionBench {
    private static final int DAYS = 91;

    private PrecisionBench() {}

    /** What was counted of one check. */
    private static final class Row {
        private int undeserved;
        private int planted;
        private int found;
        private int inTime;
        private final List<Long> hours = new ArrayList<>();
    }

    @SuppressWarnings("EnumOrdinal") // kinds in turn
    public static void main(String[] arguments) {
        String[] sizes = (arguments.length > 0 ? arguments[0] : "5,50,500").split(",", -1);
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        Map<String, Row> rows = new TreeMap<>();
        System.out.println("healthy companies: users, kind: critical, high, medium, low in " + DAYS + " days; a week");
        for (String size : sizes) {
            for (Kind kind : Kind.values()) {
                for (int seed = 0; seed < seeds; seed++) {
                    healthy(Integer.parseInt(size), kind, seed, rows);
                }
            }
        }
        for (String size : sizes) {
            for (int seed = 0; seed < seeds; seed++) {
                sick(Integer.parseInt(size), Kind.values()[seed % Kind.values().length], seed, rows);
            }
        }
        System.out.println("check   planted found in-time median-h undeserved precision recall");
        rows.forEach((check, row) -> System.out.printf(
                "%-7s %7d %5d %7d %8s %10d %9s %6s%n",
                check,
                row.planted,
                row.found,
                row.inTime,
                row.hours.isEmpty() ? "-" : row.hours.stream().sorted().toList().get(row.hours.size() / 2),
                row.undeserved,
                row.found + row.undeserved == 0
                        ? "-"
                        : Math.round(100.0 * row.found / (row.found + row.undeserved)) + "%",
                row.planted == 0 ? "-" : Math.round(100.0 * row.found / row.planted) + "%"));
    }

    @SuppressWarnings("EnumOrdinal") // seeds and counters only
    private static void healthy(int users, Kind kind, int seed, Map<String, Row> rows) {
        Company company = new Company(
                kind, users, seed % 2 == 0, Watched.quarter(), DAYS, 1000L * users + seed * 10L + kind.ordinal());
        List<Told> told = Watched.through(company);
        int[] counts = new int[Severity.values().length];
        for (Told one : told) {
            counts[one.severity().ordinal()]++;
            row(rows, one.check()).undeserved++;
        }
        System.out.printf(
                "%5d %-7s %d, %d, %d, %d; %.2f %s%n",
                users,
                kind,
                counts[Severity.CRITICAL.ordinal()],
                counts[Severity.HIGH.ordinal()],
                counts[Severity.MEDIUM.ordinal()],
                counts[Severity.LOW.ordinal()],
                told.size() * 7.0 / DAYS,
                told.stream()
                        .map(t -> t.check() + " " + t.severity().word())
                        .distinct()
                        .toList());
    }

    private static void sick(int users, Kind kind, int seed, Map<String, Row> rows) {
        LocalDate start = Watched.quarter();
        for (int from = 0; from < Planted.CHECKS.size(); from += 4) {
            Company company = new Company(kind, users, true, start, 24, 77L * users + seed * 100L + from);
            List<Planted> planted = new ArrayList<>();
            for (int i = from; i < Math.min(from + 4, Planted.CHECKS.size()); i++) {
                planted.add(Planted.in(company, Planted.CHECKS.get(i), start.plusDays(7 + (i - from)), i));
            }
            List<Told> told = Watched.through(company);
            for (Planted one : planted) {
                Row row = row(rows, one.check());
                row.planted++;
                told.stream()
                        .filter(t -> t.check().equals(one.check()) && !t.at().isBefore(one.since()))
                        .findFirst()
                        .ifPresent(t -> {
                            row.found++;
                            row.inTime += t.at().isAfter(one.since().plus(one.promised())) ? 0 : 1;
                            row.hours.add(Duration.between(one.since(), t.at()).toHours());
                        });
            }
        }
    }

    private static Row row(Map<String, Row> rows, String check) {
        return rows.computeIfAbsent(check, id -> new Row());
    }
}
