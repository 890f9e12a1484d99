package dev.watchkeeper.tickets;

/** How badly the customer is hit; with the plan it selects the target. S1: service down, S4: a question. */
public enum TicketSeverity {
    S1,
    S2,
    S3,
    S4;

    public static TicketSeverity of(String word) {
        for (TicketSeverity severity : values()) {
            if (severity.name().equals(word)) {
                return severity;
            }
        }
        throw new IllegalArgumentException("severity '" + word + "' is not known; accepted: S1, S2, S3, S4");
    }
}
