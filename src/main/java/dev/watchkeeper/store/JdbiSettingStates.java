package dev.watchkeeper.store;

import dev.watchkeeper.health.settings.Ledger;
import dev.watchkeeper.health.settings.OwnValue;
import dev.watchkeeper.health.settings.RuleVerdict;
import dev.watchkeeper.health.settings.SettingStates;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The present setting states in SQL; a tenant's rows are replaced whole. */
public final class JdbiSettingStates implements SettingStates {
    private final Jdbi jdbi;

    public JdbiSettingStates(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<Ledger.State> of(String tenantId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select setting, unit_path, group_email, state, held, since, set_by, source from setting_state
                        where tenant_id = :tenant order by setting, unit_path, group_email
                        """)
                .bind("tenant", tenantId)
                .map((row, context) -> new Ledger.State(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        new OwnValue(
                                OwnValue.Kind.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                                row.getString(5),
                                JdbiSourceStates.instant(row, 6),
                                row.getString(7),
                                RuleVerdict.Evidence.valueOf(row.getString(8).toUpperCase(Locale.ROOT)))))
                .list());
    }

    @Override
    public void replace(String tenantId, List<Ledger.State> states) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from setting_state where tenant_id = :tenant")
                    .bind("tenant", tenantId)
                    .execute();
            if (states.isEmpty()) {
                return;
            }
            PreparedBatch batch = handle.prepareBatch("""
                    insert into setting_state (tenant_id, setting, unit_path, group_email, state, held, since, set_by,
                        source)
                    values (:tenant, :setting, :unit, :group, :state, :held, :since, :by, :source)
                    """);
            for (Ledger.State state : states) {
                batch.bind("tenant", tenantId)
                        .bind("setting", JdbiTicketEvents.cut(state.key(), 400))
                        .bind("unit", JdbiTicketEvents.cut(state.unitPath(), 1000))
                        .bind("group", JdbiTicketEvents.cut(state.group(), 320))
                        .bind("state", state.own().kind().name().toLowerCase(Locale.ROOT))
                        .bind("held", JdbiTicketEvents.cut(state.own().value(), 4000))
                        .bind("since", state.own().since())
                        .bind("by", state.own().by())
                        .bind("source", state.own().source().word())
                        .add();
            }
            batch.execute();
        });
    }
}
