package dev.watchkeeper.health;

import java.util.List;

/**
 * One rule of the catalogue. Pure: no I/O, no clock, no log; what it needs to know is in the facts.
 *
 * <p>Asking for a fact that could not be read ends the check as unknown; it need not handle that.
 */
public interface HealthCheck {
    /** The id in the catalogue; never changes. */
    String id();

    /** One verdict per failing subject, or a single one that says why there is none. */
    List<Verdict> judge(TenantFacts facts, Limits limits);
}
