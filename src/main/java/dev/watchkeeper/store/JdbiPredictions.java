package dev.watchkeeper.store;

import dev.watchkeeper.audit.Predictions;
import dev.watchkeeper.health.Prediction;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Predictions in {@code predicted_ticket}. */
public final class JdbiPredictions implements Predictions {
    private final Jdbi jdbi;

    public JdbiPredictions(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void save(String tenantId, LocalDate day, List<Prediction> likeliestFirst, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from predicted_ticket where tenant_id = :tenant and predicted_on = :day")
                    .bind("tenant", tenantId)
                    .bind("day", day)
                    .execute();
            if (likeliestFirst.isEmpty()) {
                return;
            }
            PreparedBatch batch = handle.prepareBatch("insert into predicted_ticket (tenant_id, predicted_on, rank_no,"
                    + " finding_id, check_id, problem_group, weight, call_en, call_zh, reason_en, reason_zh,"
                    + " first_step_en, first_step_zh, made_at) values (:tenant, :day, :rank, :finding, :check, :group,"
                    + " :weight, :callEn, :callZh, :reasonEn, :reasonZh, :stepEn, :stepZh, :now)");
            int rank = 1;
            for (Prediction one : likeliestFirst) {
                batch.bind("tenant", tenantId)
                        .bind("day", day)
                        .bind("rank", rank++)
                        .bind("finding", one.findingId())
                        .bind("check", one.checkId())
                        .bind("group", one.group())
                        .bind("weight", one.weight())
                        .bind("callEn", one.call().en())
                        .bind("callZh", one.call().zh())
                        .bind("reasonEn", one.reason().en())
                        .bind("reasonZh", one.reason().zh())
                        .bind("stepEn", one.firstStep().en())
                        .bind("stepZh", one.firstStep().zh())
                        .bind("now", now)
                        .add();
            }
            batch.execute();
        });
    }

    @Override
    public List<Prediction> of(String tenantId, LocalDate day) {
        return jdbi.withHandle(handle -> handle.createQuery("select finding_id, check_id, problem_group, call_en,"
                        + " call_zh, reason_en, reason_zh, first_step_en, first_step_zh, weight from predicted_ticket"
                        + " where tenant_id = :tenant and predicted_on = :day order by rank_no")
                .bind("tenant", tenantId)
                .bind("day", day)
                .map((row, context) -> new Prediction(
                        tenantId,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        new Text(row.getString(4), row.getString(5)),
                        new Text(row.getString(6), row.getString(7)),
                        new Text(row.getString(8), row.getString(9)),
                        row.getDouble(10)))
                .list());
    }

    @Override
    public List<Forecasted> between(LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> handle.createQuery("select tenant_id, predicted_on, sum(weight) from"
                        + " predicted_ticket where predicted_on >= :from and predicted_on < :to"
                        + " group by tenant_id, predicted_on order by tenant_id, predicted_on")
                .bind("from", from)
                .bind("to", to)
                .map((row, context) ->
                        new Forecasted(row.getString(1), row.getObject(2, LocalDate.class), row.getDouble(3)))
                .list());
    }

    @Override
    public int forget(LocalDate before) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("delete from predicted_ticket where predicted_on < :before")
                        .bind("before", before)
                        .execute());
    }
}
