package dev.watchkeeper.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database cannot be used; the message says what happened and what to do, and is all that a person needs. */
public final class DatabaseException extends RuntimeException {
    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Says in plain words what lies behind a failure of the database; the failure's own words if it is not known. */
    public static String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (text.contains("No space left") || text.contains("File too large") || text.contains("Disk quota")) {
                return "the disk of the database is full: free some space; nothing that was not stored was confirmed"
                        + " (" + firstLine(text) + ")";
            }
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                if (state.equals("53100")) {
                    return "the disk of the PostgreSQL server is full: free some space there; nothing that was not"
                            + " stored was confirmed";
                }
                if (state.startsWith("28")) {
                    return "the database refused user and password: check database.user and database.password ("
                            + firstLine(text) + ")";
                }
                if (state.startsWith("08") || state.equals("57P01") || state.equals("57P03")) {
                    return "the database does not answer: check that it runs and can be reached; the connection is"
                            + " tried again (" + firstLine(text) + ")";
                }
                if (state.equals("3D000")) {
                    return "the database does not exist: create it, for example with createdb (" + firstLine(text)
                            + ")";
                }
                if (state.equals("90098") || state.equals("90121")) {
                    return "H2 closed the database after an earlier fault; it is opened again with the next request ("
                            + firstLine(text) + ")";
                }
            }
        }
        return firstLine(String.valueOf(failure.getMessage()));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
