package dev.watchkeeper.store;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Idempotent inserts: a unique key that is already there is an answer, not a failure. */
final class Once {
    private static final String UNIQUE_KEY_BROKEN = "23505";

    private Once() {}

    /**
     * Runs an insert and says whether it was new. Must run inside a transaction: PostgreSQL aborts the whole
     * transaction after a broken key, so the insert stands behind a savepoint.
     */
    static boolean insert(Handle handle, Runnable insert) {
        handle.savepoint("once");
        try {
            insert.run();
            handle.releaseSavepoint("once");
            return true;
        } catch (JdbiException e) {
            handle.rollbackToSavepoint("once");
            if (isUniqueKeyBroken(e)) {
                return false;
            }
            throw e;
        }
    }

    static boolean isUniqueKeyBroken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE_KEY_BROKEN.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
