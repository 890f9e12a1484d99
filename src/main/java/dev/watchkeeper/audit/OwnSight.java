package dev.watchkeeper.audit;

import dev.watchkeeper.tenant.Text;
import java.time.Instant;

/**
 * Whether what we see of all customers at once can be believed. Our own resolver, network, clock or access may fail for
 * everybody in the same minute, which looks like an outage at Google and is none.
 */
@FunctionalInterface
public interface OwnSight {
    OwnSight CLEAR = now -> Text.EMPTY;

    /** What keeps us from concluding anything about several customers; empty if nothing does. */
    Text trouble(Instant now);
}
