package dev.watchkeeper.store;

import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsHistories;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The histories of domains in SQL, one row a domain. */
public final class JdbiDnsHistories implements DnsHistories {
    private static final RowMapper<DnsHistory> HISTORY = (row, context) -> new DnsHistory(
            codes(row.getString("first_seen")),
            JdbiSourceStates.instant(row, row.findColumn("unknown_since")),
            row.getInt("unknown_runs"),
            JdbiSourceStates.instant(row, row.findColumn("dmarc_none_since")),
            JdbiSourceStates.instant(row, row.findColumn("serials_differ_since")),
            row.getString("sts_id"),
            row.getString("sts_policy"),
            registration(row.getString("registration")));

    private final Jdbi jdbi;

    public JdbiDnsHistories(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public DnsHistory of(String domain) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from dns_history where domain_name = :domain")
                .bind("domain", domain)
                .map(HISTORY)
                .findOne()
                .orElse(DnsHistory.NONE));
    }

    @Override
    public void keep(String domain, DnsHistory history) {
        if (history.equals(of(domain))) {
            return; // most looks change nothing: no write for them
        }
        jdbi.useTransaction(handle -> {
            if (update(handle, domain, history) == 0 && !Once.insert(handle, () -> insert(handle, domain, history))) {
                update(handle, domain, history);
            }
        });
    }

    private static int update(Handle handle, String domain, DnsHistory history) {
        return bound(handle, """
                update dns_history set first_seen = :firstSeen, unknown_since = :unknownSince,
                    unknown_runs = :unknownRuns, dmarc_none_since = :dmarcNoneSince,
                    serials_differ_since = :serialsDifferSince, sts_id = :stsId, sts_policy = :stsPolicy,
                    registration = :registration
                where domain_name = :domain
                """, domain, history);
    }

    private static void insert(Handle handle, String domain, DnsHistory history) {
        bound(handle, """
                insert into dns_history (domain_name, first_seen, unknown_since, unknown_runs, dmarc_none_since,
                    serials_differ_since, sts_id, sts_policy, registration)
                values (:domain, :firstSeen, :unknownSince, :unknownRuns, :dmarcNoneSince, :serialsDifferSince,
                    :stsId, :stsPolicy, :registration)
                """, domain, history);
    }

    private static int bound(Handle handle, String sql, String domain, DnsHistory history) {
        Map<String, Object> codes = new HashMap<>();
        history.firstSeen().forEach((code, since) -> codes.put(code.name(), since.toString()));
        return handle.createUpdate(sql)
                .bind("domain", domain)
                .bind("firstSeen", StoredJson.write(codes))
                .bind("unknownSince", history.unknownSince())
                .bind("unknownRuns", history.unknownRuns())
                .bind("dmarcNoneSince", history.dmarcNoneSince())
                .bind("serialsDifferSince", history.serialsDifferSince())
                .bind("stsId", history.stsId())
                .bind("stsPolicy", history.stsPolicy())
                .bind("registration", registration(history.registration()))
                .execute();
    }

    private static String registration(Registration registration) {
        Map<String, Object> kept = new LinkedHashMap<>();
        if (registration.askedAt() != null) {
            kept.put("asked_at", registration.askedAt().toString());
            if (registration.expires() != null) {
                kept.put("expires", registration.expires().toString());
            }
            kept.put("states", registration.states());
            kept.put("reason", registration.reason());
        }
        return StoredJson.write(kept);
    }

    private static Registration registration(String json) {
        Map<String, Object> kept = StoredJson.readMap(json);
        if (!(kept.get("asked_at") instanceof String askedAt)) {
            return Registration.NEVER_ASKED;
        }
        List<String> states = new ArrayList<>();
        if (kept.get("states") instanceof List<?> list) {
            list.forEach(state -> states.add(String.valueOf(state)));
        }
        return new Registration(
                Instant.parse(askedAt),
                kept.get("expires") instanceof String expires ? Instant.parse(expires) : null,
                states,
                String.valueOf(kept.getOrDefault("reason", "")));
    }

    private static Map<DnsCode, Instant> codes(String json) {
        Map<DnsCode, Instant> codes = new EnumMap<>(DnsCode.class);
        StoredJson.readMap(json)
                .forEach((code, since) -> codes.put(DnsCode.valueOf(code), Instant.parse(String.valueOf(since))));
        return codes;
    }
}
