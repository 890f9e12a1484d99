package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.tenant.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one tenant's audit.
 *
 * @param examination null if there is no result
 * @param changes the findings to which something happened
 * @param failure why nothing was stored, in one line; null if it was
 * @param goesOn whether it has given way to others and goes on in its next turn
 */
public record Audited(
        Tenant tenant,
        Scope scope,
        @Nullable Examination examination,
        List<Change> changes,
        @Nullable String failure,
        boolean goesOn) {
    public Audited {
        changes = List.copyOf(changes);
    }

    static Audited without(Tenant tenant, Scope scope, String failure) {
        return new Audited(tenant, scope, null, List.of(), failure, false);
    }

    /** The same with other verdicts of the setting rules; itself if there is no result. */
    public Audited with(List<Examination.SettingVerdict> rules) {
        return examination == null
                ? this
                : new Audited(tenant, scope, examination.with(rules), changes, failure, goesOn);
    }
}
