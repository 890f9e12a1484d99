package dev.watchkeeper.mail.smtp;

import java.io.IOException;

/** Gives access tokens for XOAUTH2; never logged. */
public interface AccessTokens {
    /** A token that is good for at least five more minutes. */
    String current() throws IOException;

    /** A token that is not the one that was just refused. */
    String renewed() throws IOException;

    /** Whoever gives tokens gives us none: our fault, and asking again does not help. */
    final class Refused extends IOException {
        public Refused(String message) {
            super(message);
        }
    }
}
