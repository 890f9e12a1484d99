package dev.watchkeeper.mail;

/** What the delivery loop tells the rest: operators, findings, metrics, the escalation chain. */
public interface MailEvents {
    MailEvents SILENT = new MailEvents() {};

    /** An attempt ended. */
    default void attempted(OutboxEntry entry, SendOutcome outcome, Decision decision) {}

    /** An attempt broke off by a fault of ours; the mail is tried again when its lease ends, the others go on. */
    default void broken(OutboxEntry entry, RuntimeException failure) {}

    /** A mail will not be sent by itself any more: failed, expired or held. */
    default void givenUp(OutboxEntry entry, String reason) {}

    /** An address was refused as unknown on two different days. */
    default void addressDead(OutboxEntry entry, String reply) {}

    /** A mail that a server had accepted came back for good. */
    default void bounced(OutboxEntry entry, Bounce bounce) {}

    /** A server refused a mail for good. Told before the refusal is recorded, so perhaps twice; be idempotent. */
    default void refused(OutboxEntry entry, SendOutcome outcome) {}

    /** A route stopped taking our mail, or sending stopped altogether. Said once per stop. */
    default void stopped(String route, String cause) {}

    /** A route took a mail, the first since this process began: whatever stopped it before that is over. */
    default void works(String route) {}

    /** A stopped route takes mail again. */
    default void resumed(String route) {}
}
