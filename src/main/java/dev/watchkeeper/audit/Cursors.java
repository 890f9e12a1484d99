package dev.watchkeeper.audit;

import java.util.Map;

/** The cursors of all sources of all tenants. */
public interface Cursors {
    /** The cursors of a tenant by source. */
    Map<String, Cursor> of(String tenantId);

    void save(String tenantId, Cursor cursor);
}
