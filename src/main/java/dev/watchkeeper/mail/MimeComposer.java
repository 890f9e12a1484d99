package dev.watchkeeper.mail;

import org.jspecify.annotations.Nullable;

/** Turns a draft into the bytes that will be stored and sent; the same draft gives the same bytes. */
public interface MimeComposer {
    byte[] compose(Draft draft);

    /** The same as a draft that a mail program opens for editing. */
    byte[] composeForEditing(Draft draft);

    /** The same mail without its attachments, for a server that found it too large; a new mail with a new key. */
    byte[] withoutAttachments(byte[] mime, String messageId);

    /**
     * The same alert to somebody else, with a line above it that says why; a new mail with a new key.
     *
     * @param threadRoot id of the new reader's thread; null outside threads
     */
    byte[] readdressed(byte[] mime, String messageId, Mailbox to, @Nullable String threadRoot, String notice);
}
