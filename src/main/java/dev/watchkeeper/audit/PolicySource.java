package dev.watchkeeper.audit;

import dev.watchkeeper.tenant.Tenant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a tenant as they are now, where the customer grants it; needs a super administrator. */
public interface PolicySource {
    /** All policies. {@code NOT_CONFIGURED} if never granted, {@code PERMISSION} if refused. */
    List<Policy> policies(Tenant tenant, Deadline deadline) throws SourceException;

    /**
     * A setting somebody made, or Google's own default that was written out. Of several for one place the highest sort
     * order wins; what is absent has its documented default.
     *
     * @param type without the prefix {@code settings/}, for example {@code gmail.imap_access}
     * @param value by field name; texts, whole numbers, booleans, lists and maps
     * @param orgUnitId without the prefix {@code orgUnits/}; null for a group's policy
     * @param groupId without the prefix {@code groups/}; null for a unit's policy
     * @param admin true if an administrator made it, false if Google did
     */
    record Policy(
            String name,
            String type,
            Map<String, Object> value,
            @Nullable String orgUnitId,
            @Nullable String groupId,
            double sortOrder,
            boolean admin) {
        public Policy {
            value = Map.copyOf(value);
        }
    }
}
