package dev.watchkeeper.mail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of one attempt.
 *
 * @param code the server's reply code; 0 or less if none was read
 * @param reply the server's words, or ours if it said nothing
 * @param errorClass class of the failure, empty on success
 */
public record SendOutcome(Kind kind, SendPhase phase, int code, String reply, String errorClass) {
    /** What kind of end an attempt had. */
    public enum Kind {
        ACCEPTED,
        /** The server answered with a code that is not 2xx. */
        REPLIED,
        /** No connection, or it broke: nothing was answered. */
        BROKEN,
        /** The server does not offer encryption, or its certificate is wrong. */
        TLS,
        /** The server does not take our name and password. */
        AUTH,
        /** The row's bytes are not the bytes that were stored. */
        CORRUPT
    }

    private static final Pattern ENHANCED = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    public SendOutcome {
        reply = reply.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        if (reply.length() > 400) {
            reply = reply.substring(0, 400);
        }
    }

    public static SendOutcome accepted(int code, String reply) {
        return new SendOutcome(Kind.ACCEPTED, SendPhase.DONE, code, reply, "");
    }

    /** The enhanced status code such as {@code 5.1.1}; empty if the reply holds none. */
    public String enhanced() {
        Matcher found = ENHANCED.matcher(reply);
        return found.find() ? found.group(1) : "";
    }

    boolean says(String word) {
        return reply.toUpperCase(Locale.ROOT).contains(word);
    }
}
