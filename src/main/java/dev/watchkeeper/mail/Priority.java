package dev.watchkeeper.mail;

/** Order of sending, first comes first; within a class the nearest deadline leads. */
public enum Priority {
    OPERATOR,
    BREACH,
    WARN,
    MARK,
    CRITICAL,
    CLOSING,
    DIGEST,
    REPORT
}
