package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.KnownSettings.Held;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.List;

/** LGN-11: whether super administrators can help themselves fits their number, or does not. */
final class AdministratorRecovery implements HealthCheck {
    private static final String KEY = "commoncontrols|AdminAccountRecoverySettingsProto Enable admin account recovery";

    @Override
    public String id() {
        return "LGN-11";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        int administrators = facts.directory().get().superAdministrators().size();
        boolean several = administrators >= limits.whole("administrators");
        List<Held> wrong = new ArrayList<>();
        List<Held> open = new ArrayList<>();
        Held unforeseen = null;
        for (Held held : facts.settings().get().held(KEY)) {
            Standing.Value value = held.isKnown()
                    ? (several ? Standing.off() : Standing.on()).apply(held.value())
                    : Standing.Value.UNFORESEEN;
            if (!held.isKnown()) {
                open.add(held);
            } else if (value == Standing.Value.BAD) {
                wrong.add(held);
            } else if (value == Standing.Value.UNFORESEEN) {
                unforeseen = held;
            }
        }
        if (wrong.isEmpty() && unforeseen != null) {
            return List.of(Standing.unforeseen(unforeseen.place(), unforeseen.value()));
        }
        if (wrong.isEmpty()) {
            return List.of(
                    open.isEmpty() && !facts.settings().get().held(KEY).isEmpty()
                            ? Verdict.pass(Evidence.of("administrators", administrators))
                            : Standing.unknown(open));
        }
        Evidence evidence = Standing.evidence(wrong).with("administrators", administrators);
        return List.of(Verdict.fail(Verdict.TENANT, evidence).worded(several ? "open" : "closed"));
    }
}
