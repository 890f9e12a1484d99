package dev.watchkeeper.tickets.sources;

/** Ticket systems whose tables we know. */
public enum JdbcPreset {
    OSTICKET,
    ZAMMAD,
    GLPI
}
