package dev.watchkeeper.digest;

import dev.watchkeeper.digest.DigestFacts.UnknownChecks;
import dev.watchkeeper.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything a digest asks of others besides findings and promises; each answer may be empty. */
public interface Sources {
    Sources NONE = new Sources() {};

    /** Whole areas of these customers that gave nothing since an instant, by customer name. */
    default List<Gap> gaps(Collection<String> tenantIds, Instant since, Instant now) {
        return List.of();
    }

    /** Licences and domains that end within the given time; decisions about findings are not among them. */
    default List<Ending> endings(Collection<String> tenantIds, Instant now, Duration ahead) {
        return List.of();
    }

    /** What users will report, likeliest first. */
    default List<Forecast> forecasts(Collection<String> tenantIds, List<Finding> open, Instant now) {
        return List.of();
    }

    /** Checks whose rule changed between two instants. */
    default Set<String> ruleUpdates(Instant since, Instant now) {
        return Set.of();
    }

    /** Google's incidents that are open and the credits that could be asked for, whoever they concern. */
    default GoogleStatus google(Instant now) {
        return GoogleStatus.NONE;
    }

    /** Up to when everything of these customers had been read that could be; null if nothing ever was. */
    default @Nullable Instant dataUntil(Collection<String> tenantIds, Instant now) {
        return null;
    }

    /** Single checks that could not run. */
    default UnknownChecks unknownChecks(Collection<String> tenantIds, Instant now) {
        return UnknownChecks.NONE;
    }
}
