package dev.watchkeeper.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many rows a list shows; a list that ends early always says so. */
final class LimitOption {
    private static final int MOST = 1_000_000;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 1000000.")
    @Nullable
    private Integer limit;

    private final int otherwise;

    LimitOption(int otherwise) {
        this.otherwise = otherwise;
    }

    /** The number asked for. */
    int get() {
        Integer asked = limit;
        if (asked == null) {
            return otherwise;
        }
        if (asked < 1 || asked > MOST) {
            throw new UsageException("--limit " + asked + " is out of range: give a number from 1 to " + MOST);
        }
        return asked;
    }

    /** One more than is shown: whether it comes tells whether the list goes on. */
    int andOneMore() {
        return get() + 1;
    }

    boolean isExceededBy(List<?> rows) {
        return rows.size() > get();
    }

    <T> List<T> cut(List<T> rows) {
        return isExceededBy(rows) ? rows.subList(0, get()) : rows;
    }

    /** For people, and beside a CSV: {@code 100 of 4,711 clocks shown}. */
    void tell(PrintWriter out, int shown, long total, String what) {
        if (total > shown) {
            out.println(shown + " of " + total + " " + what + " shown; raise --limit for more");
        }
    }
}
