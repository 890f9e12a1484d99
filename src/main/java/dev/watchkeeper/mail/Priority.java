package dev.watchkeeper.mail;

/** Order of sending, first comes first; within a class the nearest deadline leads. */
public enum Priority {
    OPERATOR(0),
    BREACH(10),
    WARN(20),
    MARK(30),
    CRITICAL(40),
    CLOSING(50),
    DIGEST(60),
    REPORT(70);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** The number stored in the database; lower is sent first. */
    public int rank() {
        return rank;
    }

    public static Priority ofRank(int rank) {
        for (Priority priority : values()) {
            if (priority.rank == rank) {
                return priority;
            }
        }
        throw new IllegalArgumentException("priority " + rank + " is not known");
    }
}
