package dev.watchkeeper.mail;

import java.util.regex.Pattern;

/**
 * A file that travels with a mail.
 *
 * @param fileName ASCII letters, digits, dot, dash, underscore: other names reach some clients garbled
 * @param type for example {@code text/csv; charset=utf-8}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by content; the hash is for that
public record Attachment(String fileName, String type, byte[] content) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,80}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]+/[a-z0-9.+-]+(?:; ?[a-z]+=[A-Za-z0-9_-]+)*");

    public Attachment {
        if (!NAME.matcher(fileName).matches()) {
            throw new IllegalArgumentException("attachment name '" + fileName.replaceAll("\\p{Cntrl}", "?")
                    + "' is not plain ASCII, for example findings-20261124.csv");
        }
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("attachment type of " + fileName + " is not a MIME type");
        }
    }
}
