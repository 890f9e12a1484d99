package dev.watchkeeper.app;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.sla.ClockReports;
import dev.watchkeeper.sla.ClockReports.Unpromised;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says as a finding which open tickets are promised nothing, since no contract is known: nobody else would miss them. */
final class ContractWatch {
    private static final String CHECK = "SELF-TICKET-CONTRACT";
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int NAMED = 5;

    private final OwnFindings own;
    private List<Unpromised> told = List.of();
    private Instant lookedAt = Instant.MIN;

    ContractWatch(OwnFindings own) {
        this.own = own;
    }

    /** Looks again if the last look is a while ago; only what differs from it is told. */
    synchronized void look(ClockReports clocks, Instant now) {
        boolean first = lookedAt.equals(Instant.MIN);
        if (!first && Duration.between(lookedAt, now).abs().compareTo(EVERY) < 0) {
            return;
        }
        lookedAt = now;
        List<Unpromised> found = clocks.unpromised();
        if (!first && found.equals(told)) {
            return;
        }
        if (found.isEmpty()) {
            own.clear(CHECK, "tickets");
            told = found;
            return;
        }
        int tickets = found.stream().mapToInt(Unpromised::tickets).sum();
        int more = found.size() - NAMED;
        own.raise(
                CHECK,
                "tickets",
                Severity.MEDIUM,
                new Text("Open tickets without a contract", "有未结工单没有对应的合同"),
                new Text(
                        tickets + " open tickets are promised nothing: " + named(found, ContractWatch::english)
                                + (more > 0 ? ", " + more + " more customers" : ""),
                        tickets + " 个未结工单没有任何承诺：" + named(found, ContractWatch::chinese)
                                + (more > 0 ? "，另有 " + more + " 个客户" : "")),
                new Text(
                        "Give the customer a plan and contract period in tenants.yaml, or its domain to the right tenant;"
                                + " where no customer is named, the source must send customer.changed",
                        "请在 tenants.yaml 中为客户设置方案和合同期，或把域名加到对应的客户；未注明客户的工单需由来源发送 customer.changed"));
        told = found;
    }

    private static String named(List<Unpromised> found, Function<Unpromised, String> words) {
        return found.stream().limit(NAMED).map(words).collect(Collectors.joining(", "));
    }

    private static String english(Unpromised one) {
        return (one.customer() == null ? "no customer named" : one.customer()) + " " + one.tickets() + " (for example "
                + one.example() + ")";
    }

    private static String chinese(Unpromised one) {
        return (one.customer() == null ? "未注明客户" : one.customer()) + " " + one.tickets() + " 个（例如 " + one.example()
                + "）";
    }
}
