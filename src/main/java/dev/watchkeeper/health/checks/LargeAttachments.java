package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** ATT-03: large attachments become links, and sharing is closed, so that outsiders cannot open them. */
final class LargeAttachments implements HealthCheck {
    private static final String SENT = "gmail:num_emails_sent";

    @Override
    public String id() {
        return "ATT-03";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(SENT);
        long sent = usage.number(date, SENT);
        Evidence closed = Standing.knownBad(facts, LargeAttachments::sharing, DriveSharing.KEY);
        if (closed == null) {
            closed = Standing.knownBad(
                    facts,
                    Standing.words(Set.of("ALL", "DOMAIN_OR_NAMED_PARTIES"), Set.of("NAMED_PARTIES_ONLY")),
                    "drive|SHARING_ACCESS_CHECKER_OPTIONS");
        }
        if (closed != null && sent > 0) {
            return List.of(
                    Verdict.fail(Verdict.TENANT, closed.with("mails", sent).with("date", date)));
        }
        // Closed or not must be known; that it is open is no fault here.
        Verdict open = closed == null ? Standing.judge(facts, LargeAttachments::sharing, DriveSharing.KEY) : null;
        return List.of(
                open != null && open.outcome() != Outcome.PASS
                        ? open
                        : Verdict.pass(Evidence.of("mails", sent).with("date", date)));
    }

    /** Closed is what keeps outsiders from the link; everything foreseen but that is open enough. */
    private static Standing.Value sharing(String value) {
        if (value.startsWith("SHARING_NOT_ALLOWED") || value.equals("DISALLOWED")) {
            return Standing.Value.BAD;
        }
        return value.startsWith("SHARING_ALLOWED") || value.equals("ALLOWED") || SharingOutside.closes(value)
                ? Standing.Value.GOOD
                : Standing.Value.UNFORESEEN;
    }
}
