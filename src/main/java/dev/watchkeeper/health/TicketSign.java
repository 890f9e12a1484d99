package dev.watchkeeper.health;

import java.time.Instant;

/**
 * What a ticket says about its subject.
 *
 * @param key our key of the ticket
 * @param text title, tags and category in one, as written
 * @param reporter address or id of who opened it; empty if not known
 */
public record TicketSign(String key, Instant openedAt, String text, String reporter) {}
