package dev.watchkeeper.mail;

/** Where a mail stands between composed and gone. */
public enum EntryState {
    /** Waits for its time, or for the next attempt. */
    PENDING,
    /** Leased by one sender. */
    SENDING,
    /** A server took it with 2xx, or it lies in the mail directory. */
    SENT,
    /** The final dot was begun and no reply was read: perhaps sent. Sent again only where a copy does less harm. */
    UNCERTAIN,
    /** Waits for a person: {@code mail retry} or {@code mail cancel}. */
    HELD,
    /** Refused for good. */
    FAILED,
    /** Its time passed before it could be sent. */
    EXPIRED,
    /** A later mail says it better. */
    SUPERSEDED,
    /** Withdrawn by a person, or because a person has answered what it tells. */
    CANCELLED;

    /** True if a later event may still replace, cancel or expire it without touching the wire. */
    public boolean waiting() {
        return this == PENDING || this == HELD;
    }

    /** True if somebody may have it in the mailbox. */
    boolean perhapsSeen() {
        return this == SENT || this == UNCERTAIN || this == SENDING;
    }
}
