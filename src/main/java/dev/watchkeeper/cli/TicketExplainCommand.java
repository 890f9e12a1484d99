package dev.watchkeeper.cli;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.FoldResult;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tickets.TicketEvent;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The whole story of one ticket, so that nobody can argue. */
@Command(
        name = "explain",
        description =
                "Prints a ticket's timeline: every event, which windows counted, pauses, versions, verdicts and why.",
        mixinStandardHelpOptions = true)
final class TicketExplainCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "KEY", description = "Source and ticket, for example zendesk-main/4711.")
    private String key = "";

    @Option(names = "--now", paramLabel = "INSTANT", description = "As it stood then (default: now).")
    @Nullable
    private OffsetDateTime then;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        return ServiceDesk.with(config, this::explain);
    }

    private int explain(Application application) {
        Instant now = then == null ? application.world().clock().instant() : then.toInstant();
        FoldResult result = application
                .sla()
                .keeper()
                .explain(key, now)
                .orElseThrow(() -> new UsageException("there is no ticket '" + key
                        + "'; a key is source and ticket such as zendesk-main/4711, see 'watchkeeper ticket list'"));
        ClockBook.Entry entry = application.sla().book().entries(List.of(key)).get(key);
        if (json) {
            Json.print(config.out(), document(application, result, entry, now));
        } else {
            print(application, result, entry, now);
        }
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> document(
            Application application, FoldResult result, ClockBook.@Nullable Entry entry, Instant now) {
        List<Object> timeline = new ArrayList<>();
        for (FoldResult.Step step : result.timeline()) {
            TicketEvent event = step.event();
            timeline.add(Json.object(
                    "at",
                    step.at().toString(),
                    "clock",
                    step.clock(),
                    "text",
                    step.text(),
                    "event",
                    event == null
                            ? null
                            : Json.object("source", event.source(), "id", event.id(), "type", event.type())));
        }
        List<Object> clocks = new ArrayList<>();
        List<Object> history = new ArrayList<>();
        for (Clock clock : result.clocks()) {
            Map<String, @Nullable Object> one = Json.object();
            one.putAll(ClockJson.of(clock, now));
            one.put("windows", ProofText.json(result.proofs().getOrDefault(clock.id(), List.of())));
            one.put("policy_version", clock.policyVersion());
            one.put("calendar_version", clock.calendarVersion());
            one.put("target_version", clock.targetVersion());
            one.put(
                    "pauses",
                    clock.pauses().stream()
                            .map(pause -> Json.object(
                                    "from", pause.from().toString(), "to", text(pause.to()), "reason", pause.reason()))
                            .toList());
            clocks.add(one);
            for (ClockBook.HistoryRow row : application.sla().reports().history(clock.id())) {
                history.add(Json.object(
                        "clock",
                        row.clockId(),
                        "at",
                        row.at().toString(),
                        "cause",
                        row.cause(),
                        "field",
                        row.field(),
                        "old",
                        row.oldValue(),
                        "new",
                        row.newValue()));
            }
        }
        return Json.object(
                "ticket",
                result.ticket(),
                "number",
                entry == null ? null : entry.card().shownNumber(),
                "as_of",
                now.toString(),
                "zone",
                zone(application, result).getId(),
                "customer",
                result.customer(),
                "plan",
                result.plan(),
                "severity",
                result.severity().name(),
                "status",
                result.category().word(),
                "opened_at",
                text(result.openedAt()),
                "quality",
                entry == null ? List.of() : entry.card().flags(),
                "acknowledged_by",
                entry == null ? null : entry.card().ackedBy(),
                "clocks",
                clocks,
                "timeline",
                timeline,
                "history",
                history,
                "warnings",
                result.warnings());
    }

    private void print(Application application, FoldResult result, ClockBook.@Nullable Entry entry, Instant now) {
        PrintWriter out = config.out();
        ZonedText zone = new ZonedText(zone(application, result));
        out.println(result.ticket() + "  " + or(result.customer(), "customer unknown") + "  plan "
                + or(result.plan(), "none") + ", " + result.severity() + ", "
                + result.category().word().replace('_', ' ') + "  as of " + zone.time(now) + "  (all times in "
                + zone.name() + ")");
        if (entry != null) {
            String title = entry.card().title();
            String number = entry.card().number();
            if (number != null) {
                out.println("  number " + number.replaceAll("\\p{C}", " "));
            }
            if (title != null) {
                out.println("  " + title.replaceAll("\\p{C}", " "));
            }
            if (!entry.card().flags().isEmpty()) {
                out.println("  quality: " + String.join(", ", entry.card().flags()));
            }
            if (entry.card().ackedBy() != null) {
                out.println("  taken care of by " + entry.card().ackedBy());
            }
        }
        out.println();
        out.println("What happened");
        for (FoldResult.Step step : result.timeline()) {
            TicketEvent event = step.event();
            out.println("  " + zone.time(step.at()) + "  " + (step.clock().isEmpty() ? "" : step.clock() + ": ")
                    + step.text() + (event == null ? "" : "  [" + event.id().replaceAll("\\p{C}", " ") + "]"));
        }
        for (Clock clock : result.clocks()) {
            out.println();
            clock(out, application, clock, zone, now);
            ProofText.print(out, clock, result.proofs().getOrDefault(clock.id(), List.of()), zone);
        }
        result.warnings().forEach(warning -> out.println("Warning: " + warning));
    }

    private static void clock(PrintWriter out, Application application, Clock clock, ZonedText zone, Instant now) {
        Long target = clock.targetSeconds();
        out.println(clock.metric().word().replace('_', ' ') + " " + clock.cycle() + ": "
                + clock.verdict().word().replace('_', ' ') + " ("
                + clock.runState().word() + ")"
                + (clock.isProvisional() ? ", not yet confirmed" : "")
                + (clock.reason() == null ? "" : ", " + clock.reason().replace('_', ' ')));
        out.println("  promised " + (target == null ? "nothing" : length(target)) + ", used "
                + length(clock.usedSeconds())
                + (clock.overrunSeconds() > 0 ? ", late by " + length(clock.overrunSeconds()) : "")
                + (clock.pausedSeconds() > 0 ? ", paused " + length(clock.pausedSeconds()) + " of service time" : "")
                + (ProofText.left(clock).isEmpty() ? "" : ", " + ProofText.left(clock)));
        out.println("  calendar " + or(clock.calendar(), "none")
                + (clock.calendarVersion() == null ? "" : " version " + clock.calendarVersion()) + ", policy version "
                + clock.policyVersion() + ", target version " + clock.targetVersion());
        line(out, "started", clock.startedAt(), zone);
        line(out, "due", clock.dueAt(), zone);
        if (clock.breachAt() != null && !clock.breachAt().equals(clock.dueAt())) {
            line(out, "late after", clock.breachAt(), zone);
        }
        line(out, "done", clock.fulfilledAt(), zone);
        line(out, "ended", clock.cancelledAt(), zone);
        clock.pauses()
                .forEach(pause -> out.println("  paused " + zone.time(pause.from()) + " to "
                        + (pause.to() == null ? "now" : zone.time(pause.to())) + " ("
                        + pause.reason().replace('_', ' ')
                        + ")"));
        clock.reachedMarks(now).forEach(mark -> line(out, "mark " + mark.name() + " reached", mark.at(), zone));
        clock.plannedMarks(now).forEach(mark -> line(out, "mark " + mark.name() + " planned", mark.at(), zone));
        clock.flags().forEach(flag -> out.println("  flag " + FlagText.of(flag)));
        for (ClockBook.HistoryRow row : application.sla().reports().history(clock.id())) {
            out.println("  noted " + zone.time(row.at()) + ": " + row.field() + " " + or(row.oldValue(), "-") + " -> "
                    + or(row.newValue(), "-") + " (" + row.cause() + ")");
        }
    }

    private static void line(PrintWriter out, String label, @Nullable Instant at, ZonedText zone) {
        if (at != null) {
            out.println("  " + label + " " + zone.time(at));
        }
    }

    /** The customer's zone; without a tenant that of the first clock's calendar. */
    private static ZoneId zone(Application application, FoldResult result) {
        String customer = result.customer();
        ZoneId tenants = customer == null
                ? null
                : application
                        .configuration()
                        .portfolio()
                        .byDomain(customer)
                        .map(Tenant::zone)
                        .orElse(null);
        if (tenants != null) {
            return tenants;
        }
        var levels = application.configuration().get().levels();
        return result.clocks().stream()
                .map(Clock::calendar)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .flatMap(id -> levels == null
                        ? java.util.Optional.empty()
                        : levels.calendars()
                                .find(id)
                                .map(calendar ->
                                        calendar.zoneAt(result.openedAt() == null ? Instant.EPOCH : result.openedAt())))
                .orElse(ZoneOffset.UTC);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static String length(long seconds) {
        return ZonedText.length(seconds);
    }
}
