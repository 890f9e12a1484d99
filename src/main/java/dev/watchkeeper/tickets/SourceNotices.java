package dev.watchkeeper.tickets;

import dev.watchkeeper.tenant.Text;

/** Where sources tell the operator what is wrong with them; the daemon makes findings of it. */
public interface SourceNotices {
    /** What can be wrong. */
    enum Kind {
        /** Nothing was read for too long: verdicts stay unconfirmed. */
        STALE,
        /** A raw status without a category; taken as open. */
        UNMAPPED_STATUS,
        /** The same id came with other content. */
        CONFLICT,
        /** An event lies more than five minutes in the future. */
        FUTURE_EVENT,
        /** Lines, items or rows that could not be read. */
        UNREADABLE,
        /** Open tickets that the source does not show any more, or that cannot be compared with it. */
        TICKETS_MISSING;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Says that something is wrong; saying it again changes nothing but the text. */
    void raise(String sourceId, Kind kind, Text what);

    /** Says that it is over. */
    void clear(String sourceId, Kind kind);

    /** Tells nobody; for commands that read and go. */
    SourceNotices NONE = new SourceNotices() {
        @Override
        public void raise(String sourceId, Kind kind, Text what) {}

        @Override
        public void clear(String sourceId, Kind kind) {}
    };
}
