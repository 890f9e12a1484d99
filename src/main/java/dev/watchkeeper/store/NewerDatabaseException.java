package dev.watchkeeper.store;

/** The tables were written by a newer program than this one, which must not touch them. */
public final class NewerDatabaseException extends DatabaseException {
    NewerDatabaseException(String message) {
        super(message, null);
    }
}
