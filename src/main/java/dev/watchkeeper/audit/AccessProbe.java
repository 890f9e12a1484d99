package dev.watchkeeper.audit;

import dev.watchkeeper.tenant.Tenant;
import java.util.List;

/** Tries, for the {@code doctor}, what we may read of a tenant. */
public interface AccessProbe {
    /** One line per permission, in a fixed order; never throws for one that is refused. */
    List<Access> probe(Tenant tenant, Deadline deadline);

    /**
     * What came of trying one permission.
     *
     * @param scope the scope's full name, as the customer's administrator has to enter it
     * @param optional true if the customer may withhold it without that being a fault
     * @param kind {@code ok} or a word of {@link SourceException.Kind}
     * @param lost what cannot be judged without it
     */
    record Access(String scope, boolean optional, String kind, String message, String lost) {
        public boolean works() {
            return kind.equals("ok");
        }
    }
}
