package dev.watchkeeper.dns;

import java.net.InetAddress;
import java.util.List;

/** Fetches the MTA-STS policy file of a domain. Safe for use by several threads. */
@FunctionalInterface
public interface StsFetcher {
    /** How the fetching ended. */
    enum Outcome {
        FETCHED,
        /** The server answered, and the answer does not count: certificate, redirect, status, type. */
        REFUSED,
        /** Nothing can be said: a time-out, or no way there from here. */
        UNKNOWN
    }

    /**
     * One fetch.
     *
     * @param text the file, if fetched
     * @param reason in words, otherwise
     */
    record Fetched(Outcome outcome, String text, String reason) {
        static Fetched text(String text) {
            return new Fetched(Outcome.FETCHED, text, "");
        }

        static Fetched refused(String reason) {
            return new Fetched(Outcome.REFUSED, "", reason);
        }

        static Fetched unknown(String reason) {
            return new Fetched(Outcome.UNKNOWN, "", reason);
        }
    }

    /**
     * Fetches {@code https://mta-sts.DOMAIN/.well-known/mta-sts.txt}.
     *
     * @param addresses of that host, as our resolvers gave them; no other is connected to
     */
    Fetched fetch(String domain, List<InetAddress> addresses);
}
