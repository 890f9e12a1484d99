package dev.watchkeeper.tickets.sources;

/** What a webhook's body holds; each but the first is turned into canonical events by its own mapping. */
public enum PayloadKind {
    /** CloudEvents: structured, batch or binary. */
    CANONICAL,
    ZENDESK,
    ZAMMAD,
    JIRA
}
