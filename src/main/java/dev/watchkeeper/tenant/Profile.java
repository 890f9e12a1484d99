package dev.watchkeeper.tenant;

/** How strictly a customer's standing settings are judged (reference: health checks, profiles). */
public enum Profile {
    SEALED,
    NORMAL,
    OPEN
}
