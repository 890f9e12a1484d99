package dev.watchkeeper.mail.smtp;

import java.nio.file.Path;

/**
 * Where bounces arrive.
 *
 * @param maildir a maildir that a local mail server or a fetcher fills; what is not about a mail of ours goes to its
 *     directory {@code odd}
 * @param maxBytes larger files are not looked into
 */
public record BounceSettings(Path maildir, int maxBytes) {
    public BounceSettings {
        if (maxBytes < 1000) {
            throw new IllegalArgumentException("maxBytes " + maxBytes + " is under 1000; 1000000 is usual");
        }
    }
}
