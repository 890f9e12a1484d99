package dev.watchkeeper.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where people read us.
 *
 * @param width columns of the terminal; empty where the output goes to a file or another program
 * @param colours whether words may be coloured
 */
record Terminal(OptionalInt width, boolean colours) {
    static final Terminal NONE = new Terminal(OptionalInt.empty(), false);

    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private static final Map<String, String> COLOURS = Map.of(
            "critical",
            RED,
            "breached",
            RED,
            "failed",
            RED,
            "fail",
            RED,
            "high",
            YELLOW,
            "S1",
            YELLOW,
            "overdue",
            YELLOW,
            "pass",
            GREEN,
            "met",
            GREEN);

    private static final int NARROWEST = 40;

    /** The one before the person who typed the command. */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 gives a console where no terminal is: stty decides
    static Terminal here() {
        return System.console() == null ? NONE : of(System::getenv, Terminal::asked);
    }

    /**
     * A terminal by its environment.
     *
     * @param asked what the terminal itself says of its size, "rows columns"
     */
    static Terminal of(Function<String, @Nullable String> environment, Supplier<String> asked) {
        String noColour = environment.apply("NO_COLOR");
        boolean colours = (noColour == null || noColour.isEmpty()) && !"dumb".equals(environment.apply("TERM"));
        String columns = environment.apply("COLUMNS");
        String said = columns == null ? asked.get().strip().replaceFirst("^\\d+ +", "") : columns;
        return said.matches("\\d{2,4}")
                ? new Terminal(OptionalInt.of(Math.max(NARROWEST, Integer.parseInt(said))), colours)
                : new Terminal(OptionalInt.empty(), colours);
    }

    private static String asked() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "test -t 1 && stty size < /dev/tty 1>&2")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(stty.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
            return stty.waitFor(1, TimeUnit.SECONDS) ? said : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** The cell in its colour, if its word has one; {@code padded} is what is printed. */
    String coloured(String cell, String padded) {
        String colour = colours ? COLOURS.get(cell) : null;
        return colour == null ? padded : colour + cell + PLAIN + padded.substring(cell.length());
    }
}
