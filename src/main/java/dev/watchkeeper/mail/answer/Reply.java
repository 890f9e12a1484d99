package dev.watchkeeper.mail.answer;

/** What a request for a link is answered. */
public record Reply(Standing standing, AnswerPage page) {
    /** Where the link stands. */
    public enum Standing {
        /** Nothing was done; the page shows what could be. */
        OPEN,
        /** Done. */
        DONE,
        /** Something is missing in what was sent; nothing was done. */
        INCOMPLETE,
        /** It was ours, and it is used, expired or without object. */
        GONE,
        /** Not ours, or for somebody who is not here. */
        UNKNOWN
    }
}
