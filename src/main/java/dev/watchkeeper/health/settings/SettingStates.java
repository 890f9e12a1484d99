package dev.watchkeeper.health.settings;

import java.util.List;

/** Keeps what every place says at present, for anyone to query; a cache that can be folded again at any time. */
public interface SettingStates {
    /** The states of a tenant, by setting and place. */
    List<Ledger.State> of(String tenantId);

    /** Replaces the states of a tenant. */
    void replace(String tenantId, List<Ledger.State> states);
}
