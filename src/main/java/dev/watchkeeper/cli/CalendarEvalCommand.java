package dev.watchkeeper.cli;

import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code calendar eval}: answers business-time questions, one JSON object a line in and out. */
@Command(
        name = "eval",
        description = {
            "Reads JSON lines on standard input and answers each with one line.",
            "Ops: add, subtract (from, seconds), between (from, to), is_open (from), segments (from, count or to)."
        },
        mixinStandardHelpOptions = true)
final class CalendarEvalCommand implements Callable<Integer> {
    /** What editors of some systems put before a text. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        CalendarEval eval = new CalendarEval(calendars());
        PrintWriter out = config.out();
        long failed = 0;
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16)) {
            StringBuilder answer = new StringBuilder(256);
            String line;
            boolean first = true;
            while ((line = in.readLine()) != null) {
                String question = first && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                first = false;
                if (question.isBlank()) {
                    continue;
                }
                answer.setLength(0);
                failed += eval.answer(question, answer) ? 0 : 1;
                out.append(answer).append('\n');
                if (!in.ready()) {
                    out.flush(); // somebody may be waiting for this answer before asking the next
                }
            }
        }
        out.flush();
        if (failed > 0) {
            config.err().println(failed + (failed == 1 ? " line" : " lines") + " could not be answered, see \"error\"");
        }
        return failed == 0 ? ExitCode.OK : ExitCode.PARTIAL;
    }

    /** Named calendars need a configuration; without one, calendars written into the line still work. */
    private ServiceCalendars calendars() {
        try {
            return ServiceLevelFiles.calendars(config.directory());
        } catch (UsageException e) {
            if (config.given != null) {
                throw e;
            }
            return ServiceCalendars.of(List.of(), HolidaySets.shipped());
        }
    }
}
