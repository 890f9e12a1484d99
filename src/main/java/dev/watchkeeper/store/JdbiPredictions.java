package dev.watchkeeper.store;

import dev.watchkeeper.audit.Predictions;
import dev.watchkeeper.health.Concern;
import dev.watchkeeper.health.Prediction;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
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
                    + " first_step_en, first_step_zh, made_at, concern_users, concern_domains) values (:tenant, :day, :rank, :finding, :check, :group,"
                    + " :weight, :callEn, :callZh, :reasonEn, :reasonZh, :stepEn, :stepZh, :now, :users, :domains)");
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
                        .bind("users", String.join(" ", one.concern().users()))
                        .bind("domains", String.join(" ", one.concern().domains()))
                        .add();
            }
            batch.execute();
        });
    }

    @Override
    public List<Prediction> of(String tenantId, LocalDate day) {
        return jdbi.withHandle(handle -> handle.createQuery("select finding_id, check_id, problem_group, call_en,"
                        + " call_zh, reason_en, reason_zh, first_step_en, first_step_zh, weight,"
                        + " concern_users, concern_domains from predicted_ticket"
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
                        row.getDouble(10),
                        new Concern(words(row.getString(11)), words(row.getString(12)))))
                .list());
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
    }

    @Override
    public void link(String tenantId, LocalDate day, String findingId, String ticketKey) {
        jdbi.useHandle(handle -> handle.createUpdate("update predicted_ticket set ticket_key = :ticket where"
                        + " tenant_id = :tenant and predicted_on = :day and finding_id = :finding")
                .bind("ticket", ticketKey)
                .bind("tenant", tenantId)
                .bind("day", day)
                .bind("finding", findingId)
                .execute());
    }

    @Override
    public List<String> findingsOf(String ticketKey) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select distinct finding_id from predicted_ticket where ticket_key = :ticket order by finding_id")
                .bind("ticket", ticketKey)
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<String> ticketsOf(String findingId) {
        return jdbi.withHandle(handle -> handle.createQuery("select distinct ticket_key from predicted_ticket where"
                        + " finding_id = :finding and ticket_key is not null order by ticket_key")
                .bind("finding", findingId)
                .mapTo(String.class)
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
