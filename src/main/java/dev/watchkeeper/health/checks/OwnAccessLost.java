package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.OwnAccess;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** HYG-09: Google refuses our own calls, twice in a row; we are blind for this customer. */
final class OwnAccessLost implements HealthCheck {
    @Override
    public String id() {
        return "HYG-09";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        OwnAccess access = facts.access().get();
        List<OwnAccess.Denied> lost =
                access.denied().stream().filter(OwnAccess.Denied::lost).toList();
        if (lost.isEmpty()) {
            return List.of(
                    access.read().isEmpty()
                            ? Verdict.unknown(new Text("no source answered in this run", "本轮没有任何数据源应答"))
                            : Verdict.pass(Evidence.of("sources_read", access.read())));
        }
        List<OwnAccess.Denied> again = lost.stream()
                .filter(denied -> denied.runs() >= limits.whole("runs"))
                .toList();
        if (again.isEmpty()) {
            return List.of(Verdict.unknown(new Text(
                    "Google refused " + lost.get(0).source() + " once; the next run decides",
                    "Google 拒绝了一次 " + lost.get(0).source() + "，等下一轮确认")));
        }
        Instant since = again.stream()
                .map(OwnAccess.Denied::since)
                .min(Comparator.naturalOrder())
                .orElse(facts.now());
        Evidence evidence = Evidence.of(
                        "sources", again.stream().map(OwnAccess.Denied::source).toList())
                .with("blind_since", since)
                .with("answer", again.get(0).message());
        withdrawal(facts, limits, evidence);
        return List.of(Verdict.fail(Verdict.TENANT, evidence));
    }

    /** The administrator's act behind it, if the admin log still shows it. */
    private static void withdrawal(TenantFacts facts, Limits limits, Evidence evidence) {
        List<ActivityEvent> acts = Recent.eventsIfKnown(
                facts,
                "admin",
                limits.days("cause_days"),
                DomainWideAccess.REMOVAL,
                "ENABLE_API_ACCESS",
                "CHANGE_RESELLER_ACCESS",
                "CHANGE_RESELLER_ACCESS_FOR_SKU");
        acts.stream()
                .filter(act -> !act.name().equals(DomainWideAccess.REMOVAL)
                        || facts.ownClientId().isEmpty()
                        || act.text("API_CLIENT_NAME").equals(facts.ownClientId()))
                .reduce((first, second) -> second)
                .ifPresent(act -> evidence.with("likely_cause", act.name())
                        .with("by", act.who())
                        .with("at", act.at()));
    }
}
