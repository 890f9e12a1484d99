package dev.watchkeeper.mail;

/** A way out: an SMTP route, or a directory. */
public interface Mailer {
    /** Connects lazily; one connection carries at most ten mails, the implementation sees to that. */
    Connection connect();

    /** Not shared between threads. */
    interface Connection extends AutoCloseable {
        /**
         * Sends stored bytes as they are. Never throws for what a server or the network did.
         *
         * @param beforeData called after the recipient was accepted and before DATA is sent; if it throws, nothing
         *     is sent
         */
        SendOutcome send(OutboxEntry entry, byte[] mime, Runnable beforeData);

        @Override
        void close();
    }
}
