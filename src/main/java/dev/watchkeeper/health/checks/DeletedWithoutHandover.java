package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SHR-07: a user was deleted and nobody took over the files within a day before or after. */
final class DeletedWithoutHandover implements HealthCheck {
    @Override
    public String id() {
        return "SHR-07";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Duration around = limits.hours("hours");
        Duration back = limits.days("restore_days");
        List<ActivityEvent> handovers = Recent.events(
                facts, "admin", back.plus(around), "CREATE_DATA_TRANSFER_REQUEST", "TRANSFER_DOCUMENT_OWNERSHIP");
        List<ActivityEvent> restored = Recent.events(facts, "admin", back, "UNDELETE_USER");
        List<Verdict> verdicts = new ArrayList<>();
        int deleted = 0;
        for (ActivityEvent event : Recent.events(facts, "admin", back, "DELETE_USER")) {
            deleted++;
            String user = event.text("USER_EMAIL");
            String subject = Plain.subject("user", user);
            boolean handedOver = handovers.stream()
                    .anyMatch(h -> h.text("USER_EMAIL").equalsIgnoreCase(user)
                            && !h.at().isBefore(event.at().minus(around))
                            && !h.at().isAfter(event.at().plus(around)));
            // There is still time to hand over; a verdict would be early.
            boolean waiting = event.at().plus(around).isAfter(facts.now());
            // A hand-over that came late is one all the same.
            boolean later = Recent.anyAfter(handovers, event.at(), "USER_EMAIL", user);
            if (Recent.anyAfter(restored, event.at(), "USER_EMAIL", user)
                    || handedOver
                    || (later && facts.isOpen(id(), subject))) {
                verdicts.add(Verdict.over(subject, Evidence.of("user", user)));
            } else if (!waiting) {
                verdicts.add(Verdict.fail(
                        subject,
                        Evidence.of("user", user)
                                .with("by", event.who())
                                .with("at", event.at())
                                .with("restore_until", event.at().plus(back))));
            }
        }
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("users_deleted", deleted))) : verdicts;
    }
}
