package dev.watchkeeper.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database cannot be used; the message says what happened and what to do, and is all that a person needs. */
public class DatabaseException extends RuntimeException {
    private static final String NO_ANSWER =
            "the database does not answer: check that it runs and can be reached; the connection is tried again";

    private static final Set<String> AWAY_AT_H2 = Set.of("90067", "90098", "90121");

    /** Input and output, memory, a corrupt file, a file that is not there. */
    private static final Set<String> BROKEN_AT_H2 = Set.of("90028", "90031", "90108", "90030", "90013");

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Says in plain words what lies behind a failure of the database; the failure's own words if it is not known. */
    public static String explain(Throwable failure) {
        List<Throwable> behind = behind(failure);
        for (Throwable cause : behind) {
            String text = String.valueOf(cause.getMessage());
            if (text.contains("No space left") || text.contains("File too large") || text.contains("Disk quota")) {
                return "the disk of the database is full: free some space; nothing that was not stored was confirmed"
                        + " (" + firstLine(text) + ")";
            }
        }
        for (Throwable cause : behind) {
            if (cause instanceof SQLException sql) {
                String words = explain(String.valueOf(sql.getSQLState()));
                if (!words.isEmpty()) {
                    return words + " (" + firstLine(String.valueOf(sql.getMessage())) + ")";
                }
            }
        }
        Throwable telling = behind.stream()
                .filter(SQLException.class::isInstance)
                .findFirst()
                .orElse(failure);
        return firstLine(String.valueOf(telling.getMessage()));
    }

    /** Whether a failure comes of a database that is gone or out of reach, and not of what was asked of it. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause : behind(failure)) {
            if (cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLException sql && isAway(String.valueOf(sql.getSQLState())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(String state) {
        return state.startsWith("08") || state.startsWith("57P") || AWAY_AT_H2.contains(state);
    }

    private static String explain(String state) {
        return switch (state) {
            case "53100" ->
                "the disk of the PostgreSQL server is full: free some space there; nothing that was not"
                        + " stored was confirmed";
            case "57P01", "57P03", "90067" -> NO_ANSWER;
            case "3D000" -> "the database does not exist: create it, for example with createdb";
            case "90098", "90121" ->
                "H2 closed the database after an earlier fault; it is opened again with the next" + " request";
            default ->
                state.startsWith("28")
                        ? "the database refused user and password: check database.user and database.password"
                        : state.startsWith("08") ? NO_ANSWER : "";
        };
    }

    /** Whether the database does not take the values of a row: too long, out of range, too large for an index. */
    static boolean isRefusal(Throwable failure) {
        return behind(failure).stream().anyMatch(cause -> {
            String state = cause instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
            return state.startsWith("22") || state.startsWith("54");
        });
    }

    /** Whether the database as a whole failed: connection, disk, memory or server, not one statement. */
    static boolean isOutage(Throwable failure) {
        return isAway(failure)
                || behind(failure).stream().anyMatch(cause -> {
                    String state = cause instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
                    return cause instanceof DatabaseException
                            || state.startsWith("53")
                            || state.startsWith("58")
                            || BROKEN_AT_H2.contains(state);
                });
    }

    /** The failure, its causes, and what drivers and pools hang beside them. */
    private static List<Throwable> behind(Throwable failure) {
        List<Throwable> found = new ArrayList<>(List.of(failure));
        for (int i = 0; i < found.size() && found.size() < 50; i++) {
            Throwable one = found.get(i);
            Throwable next = one instanceof SQLException sql ? sql.getNextException() : null;
            for (@Nullable Throwable further : new @Nullable Throwable[] {one.getCause(), next}) {
                if (further != null && !found.contains(further)) {
                    found.add(further);
                }
            }
            for (Throwable further : one.getSuppressed()) {
                if (!found.contains(further)) {
                    found.add(further);
                }
            }
        }
        return found;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
