package dev.watchkeeper.ops;

import com.sun.jna.Library;
import com.sun.jna.Native;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other users of the machine out of every file that this process creates from now on: mails, logs, exports,
 * backups, dumps. The unit does the same for a service; this is for all other ways to start. The JDK cannot.
 */
public final class Umask {
    private static final Logger log = LoggerFactory.getLogger(Umask.class);
    private static final int OWNER_ONLY = 0077;

    private Umask() {}

    /** The C function needed. */
    interface C extends Library {
        int umask(int mask);
    }

    /** Files are for their owner from now on; a group or others that were kept out already stay so. */
    public static void ownerOnly() {
        try {
            C c = Native.load("c", C.class);
            int before = c.umask(OWNER_ONLY);
            c.umask(before | OWNER_ONLY);
        } catch (LinkageError e) {
            log.warn("files may be readable by other users of this machine; start with 'umask 077'", e);
        }
    }
}
