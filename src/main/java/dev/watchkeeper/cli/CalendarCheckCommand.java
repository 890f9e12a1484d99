package dev.watchkeeper.cli;

import dev.watchkeeper.calendar.DayRules;
import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.calendar.Window;
import dev.watchkeeper.calendar.YearWarning;
import java.io.PrintWriter;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code calendar check ID}: a calendar's coming year in words, and what it lacks. */
@Command(
        name = "check",
        description = "Prints a calendar's coming year in words and warns of years without holidays.",
        mixinStandardHelpOptions = true)
final class CalendarCheckCommand implements Callable<Integer> {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    /** Days in a row that differ from the week for one reason. */
    private record Stretch(LocalDate from, LocalDate to, DayRules.DayPlan plan) {}

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "ID", description = "The calendar's id, for example cn-8x5.")
    private String id = "";

    @Option(names = "--now", paramLabel = "INSTANT", description = "Start of the year shown (default: now).")
    private @Nullable OffsetDateTime now;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        ServiceCalendars calendars = ServiceLevelFiles.calendars(config.directory());
        ServiceCalendar calendar = calendars
                .find(id)
                .orElseThrow(() -> new UsageException(
                        "calendar '" + id + "' is not known; defined are " + String.join(", ", calendars.ids())));
        Instant from = now == null ? Instant.now() : now.toInstant();
        List<String> warnings = new ArrayList<>();
        calendars.yearWarnings(from).stream()
                .filter(w -> w.calendars().contains(id))
                .map(YearWarning::message)
                .forEach(warnings::add);
        calendars.conflicts(from).stream()
                .filter(w -> w.contains("'" + id + "'"))
                .forEach(warnings::add);
        if (calendar.nextOpen(from).isEmpty()) {
            warnings.add("the calendar does not open within ten years: no deadline on it can be reached");
        }
        if (json) {
            Json.print(config.out(), document(calendar, from, warnings));
        } else {
            print(config.out(), calendar, from, warnings);
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, ServiceCalendar calendar, Instant from, List<String> warnings) {
        DayRules rules = calendar.rulesAt(from);
        LocalDate today = from.atZone(rules.zone()).toLocalDate();
        out.println("Calendar " + id + ", version " + rules.spec().version() + ", times of " + rules.zone());
        out.println();
        week(rules).forEach((days, hours) -> out.printf("  %-9s %s%n", days, hours));
        out.println();
        out.println(calendar.isOpen(from) ? "Open now." : "Closed now.");
        calendar.nextOpen(from)
                .filter(next -> next.isAfter(from))
                .ifPresent(next ->
                        out.println("Next opening: " + next.atZone(rules.zone()).toOffsetDateTime()));
        out.println();
        out.println("Until " + DAY.format(today.plusYears(1)) + " it differs on:");
        List<Stretch> stretches = stretches(calendar, today);
        stretches.forEach(s -> out.printf(
                "  %-28s %-14s %s%n",
                s.from().equals(s.to()) ? DAY.format(s.from()) : SHORT.format(s.from()) + " - " + DAY.format(s.to()),
                word(s.plan().rule()),
                text(s)));
        if (stretches.isEmpty()) {
            out.println("  no date");
        }
        Instant end = today.plusYears(1).atStartOfDay(rules.zone()).toInstant();
        out.println();
        out.printf(Locale.ROOT, "Open hours in this year: %,d%n", calendar.between(from, end) / 3600);
        warnings.forEach(warning -> {
            out.println();
            out.println("Warning: " + warning);
        });
    }

    private static String text(Stretch stretch) {
        DayRules.DayPlan plan = stretch.plan();
        List<String> parts = new ArrayList<>();
        parts.add(hours(plan.windows()));
        if (!plan.breaks().isEmpty()) {
            parts.add("without " + hours(plan.breaks()));
        }
        if (plan.label() != null) {
            parts.add("(" + plan.label() + ")");
        }
        return String.join(" ", parts);
    }

    private static String word(DayRules.Rule rule) {
        return switch (rule) {
            case DATE_HOURS -> "own hours";
            case HOLIDAY -> "holiday";
            case MAKEUP_DAY -> "make-up day";
            case WEEKDAY -> "break";
        };
    }

    private static String hours(List<Window> windows) {
        return windows.isEmpty()
                ? "closed"
                : String.join(", ", windows.stream().map(Window::toString).toList());
    }

    private static List<Stretch> stretches(ServiceCalendar calendar, LocalDate today) {
        List<Stretch> found = new ArrayList<>();
        for (LocalDate date = today; date.isBefore(today.plusYears(1)); date = date.plusDays(1)) {
            DayRules rules = calendar.rulesAt(
                    date.atStartOfDay(calendar.zoneAt(Instant.EPOCH)).toInstant());
            DayRules.DayPlan plan = rules.plan(date);
            List<Window> usual = rules.spec().week().getOrDefault(date.getDayOfWeek(), List.of());
            boolean quietHoliday = plan.rule() == DayRules.Rule.HOLIDAY && usual.isEmpty();
            if ((plan.rule() == DayRules.Rule.WEEKDAY && plan.breaks().isEmpty()) || quietHoliday) {
                continue;
            }
            Stretch last = found.isEmpty() ? null : found.get(found.size() - 1);
            if (last != null && last.to().plusDays(1).equals(date) && same(last.plan(), plan)) {
                found.set(found.size() - 1, new Stretch(last.from(), date, plan));
            } else {
                found.add(new Stretch(date, date, plan));
            }
        }
        return found;
    }

    private static boolean same(DayRules.DayPlan a, DayRules.DayPlan b) {
        return a.rule() == b.rule()
                && a.windows().equals(b.windows())
                && a.breaks().equals(b.breaks())
                && Objects.equals(a.label(), b.label());
    }

    /** Weekdays of the same hours in one line. */
    private static Map<String, String> week(DayRules rules) {
        Map<String, String> lines = new LinkedHashMap<>();
        DayOfWeek first = DayOfWeek.MONDAY;
        for (DayOfWeek day : DayOfWeek.values()) {
            List<Window> hours = rules.spec().week().getOrDefault(day, List.of());
            boolean last =
                    day == DayOfWeek.SUNDAY || !hours.equals(rules.spec().week().getOrDefault(day.plus(1), List.of()));
            if (last) {
                lines.put(day == first ? name(day) : name(first) + "-" + name(day), hours(hours));
                first = day.plus(1);
            }
        }
        return lines;
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    private Map<String, Object> document(ServiceCalendar calendar, Instant from, List<String> warnings) {
        DayRules rules = calendar.rulesAt(from);
        LocalDate today = from.atZone(rules.zone()).toLocalDate();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("calendar", id);
        document.put("version", rules.spec().version());
        document.put("zone", rules.zone().getId());
        document.put("tzdb", ServiceCalendar.tzdbVersion());
        document.put("open", calendar.isOpen(from));
        document.put("week", week(rules));
        List<Map<String, Object>> days = new ArrayList<>();
        for (Stretch stretch : stretches(calendar, today)) {
            Map<String, Object> day = new LinkedHashMap<>();
            day.put("from", stretch.from().toString());
            day.put("to", stretch.to().toString());
            day.put("rule", stretch.plan().rule().name().toLowerCase(Locale.ROOT));
            day.put(
                    "hours",
                    stretch.plan().windows().stream().map(Window::toString).toList());
            day.put(
                    "breaks",
                    stretch.plan().breaks().stream().map(Window::toString).toList());
            day.put("label", stretch.plan().label());
            days.add(day);
        }
        document.put("days", days);
        document.put("warnings", warnings);
        return document;
    }
}
