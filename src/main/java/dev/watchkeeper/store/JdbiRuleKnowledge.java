package dev.watchkeeper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidayFile;
import dev.watchkeeper.sla.Policy;
import dev.watchkeeper.sla.RuleKnowledge;
import dev.watchkeeper.sla.RuleSet;
import dev.watchkeeper.tenant.Contract;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was known of the rules when, as append-only rows: one for each change of each rule. */
public final class JdbiRuleKnowledge implements RuleKnowledge {
    private static final Logger LOG = LoggerFactory.getLogger(JdbiRuleKnowledge.class);

    private static final String POLICY = "policy";
    private static final String CALENDAR = "calendar";
    private static final String CONTRACTS = "contracts";
    private static final String HOLIDAYS = "holidays";
    /** No rule: the past was repaired. */
    private static final String REPAIRED = "repaired";

    private final Jdbi jdbi;

    public JdbiRuleKnowledge(Database database) {
        this.jdbi = database.jdbi();
    }

    private record Key(String kind, String rule) {}

    private record Row(Key key, Instant knownAt, @Nullable String document) {}

    private record Periods(List<Contract> periods) {}

    @Override
    public boolean learn(RuleSet rules, Instant now) {
        Map<Key, String> wanted = documents(rules);
        return jdbi.inTransaction(handle -> {
            Map<Key, @Nullable String> known = new LinkedHashMap<>();
            for (Row row : rows(handle)) {
                known.put(row.key(), row.document());
            }
            Set<String> kinds = new LinkedHashSet<>();
            known.keySet().forEach(key -> kinds.add(key.kind()));
            Map<Key, @Nullable String> news = new LinkedHashMap<>();
            wanted.forEach((key, document) -> {
                if (!document.equals(known.get(key))) {
                    news.put(key, document);
                }
            });
            known.forEach((key, document) -> {
                if (document != null && !wanted.containsKey(key)) {
                    news.put(key, null);
                }
            });
            // Another node that learns the same at the same instant is not in the way.
            return !news.isEmpty() && Once.insert(handle, () -> insert(handle, news, kinds, now));
        });
    }

    private static Map<Key, String> documents(RuleSet rules) {
        Map<Key, String> documents = new LinkedHashMap<>();
        for (Policy policy : rules.policies()) {
            documents.put(new Key(POLICY, policy.policy() + "/" + policy.version()), RuleJson.write(policy));
        }
        for (CalendarSpec calendar : rules.calendars()) {
            documents.put(new Key(CALENDAR, calendar.id() + "/" + calendar.version()), RuleJson.write(calendar));
        }
        for (HolidayFile holidays : rules.holidays()) {
            documents.put(new Key(HOLIDAYS, holidays.set()), RuleJson.write(holidays));
        }
        rules.contracts()
                .forEach((customer, periods) ->
                        documents.put(new Key(CONTRACTS, customer), RuleJson.write(new Periods(periods))));
        return documents;
    }

    /** What is the first of its kind was there before anybody took notes. */
    private static void insert(Handle handle, Map<Key, @Nullable String> news, Set<String> kinds, Instant now) {
        PreparedBatch batch = handle.prepareBatch("insert into rule_history (kind, rule_key, known_at, content_hash,"
                + " document) values (:kind, :rule, :at, :hash, :document)");
        news.forEach((key, document) -> batch.bind("kind", key.kind())
                .bind("rule", key.rule())
                .bind("at", isLate(key, kinds) ? now : Instant.EPOCH)
                .bind("hash", EventJson.hash(document == null ? "" : document))
                .bind("document", document)
                .add());
        batch.execute();
    }

    private static boolean isLate(Key key, Set<String> kinds) {
        // Contracts may begin with none; holidays are shipped, so an empty kind means that it was not noted.
        return key.kind().equals(HOLIDAYS) ? kinds.contains(HOLIDAYS) : !kinds.isEmpty();
    }

    private static List<Row> rows(Handle handle) {
        return handle.createQuery("select kind, rule_key, known_at, document from rule_history where kind <> :none"
                        + " order by known_at")
                .bind("none", REPAIRED)
                .map((row, context) -> new Row(
                        new Key(row.getString(1), row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4)))
                .list();
    }

    @Override
    public void repaired(Instant now) {
        jdbi.useTransaction(handle -> Once.insert(
                handle,
                () -> handle.createUpdate(
                                "insert into rule_history (kind, rule_key, known_at, content_hash) values (:kind, 'all', :at, :hash)")
                        .bind("kind", REPAIRED)
                        .bind("at", now)
                        .bind("hash", EventJson.hash(""))
                        .execute()));
    }

    @Override
    public Instant repairedAt() {
        return jdbi.withHandle(handle -> handle.createQuery("select max(known_at) from rule_history where kind = :kind")
                .bind("kind", REPAIRED)
                .map((row, context) -> {
                    OffsetDateTime at = row.getObject(1, OffsetDateTime.class);
                    return at == null ? Instant.MIN : at.toInstant();
                })
                .one());
    }

    @Override
    public List<Belief> beliefs(Instant since) {
        Map<Instant, List<Row>> changes = new TreeMap<>();
        jdbi.withHandle(JdbiRuleKnowledge::rows)
                .forEach(row -> changes.computeIfAbsent(row.knownAt(), at -> new ArrayList<>())
                        .add(row));
        List<Belief> beliefs = new ArrayList<>();
        Believed believed = new Believed();
        changes.forEach((at, rows) -> {
            if (at.isAfter(since) && at.isAfter(Instant.EPOCH)) {
                boolean all = rows.stream().anyMatch(row -> !row.key().kind().equals(CONTRACTS));
                Set<String> customers = new LinkedHashSet<>();
                rows.forEach(row -> customers.add(row.key().rule()));
                beliefs.add(new Belief(at, all ? Set.of() : customers, believed.rules()));
            }
            rows.forEach(believed::take);
        });
        return beliefs;
    }

    /** Rules at one point of the history. */
    private static final class Believed {
        private final Map<Key, Policy> policies = new LinkedHashMap<>();
        private final Map<Key, CalendarSpec> calendars = new LinkedHashMap<>();
        private final Map<String, List<Contract>> contracts = new LinkedHashMap<>();
        private final Map<Key, HolidayFile> holidays = new LinkedHashMap<>();

        RuleSet rules() {
            return new RuleSet(
                    List.copyOf(policies.values()),
                    List.copyOf(calendars.values()),
                    contracts,
                    List.copyOf(holidays.values()));
        }

        void take(Row row) {
            Key key = row.key();
            switch (key.kind()) {
                case POLICY -> read(row, Policy.class, (k, policy) -> put(policies, k, policy));
                case CALENDAR -> read(row, CalendarSpec.class, (k, calendar) -> put(calendars, k, calendar));
                case HOLIDAYS -> read(row, HolidayFile.class, (k, days) -> put(holidays, k, days));
                default ->
                    read(
                            row,
                            Periods.class,
                            (k, periods) -> put(contracts, k.rule(), periods == null ? null : periods.periods()));
            }
        }

        private static <K, T> void put(Map<K, T> rules, K key, @Nullable T rule) {
            if (rule == null) {
                rules.remove(key);
            } else {
                rules.put(key, rule);
            }
        }

        private static <T> void read(Row row, Class<T> type, BiConsumer<Key, @Nullable T> into) {
            String document = row.document();
            try {
                into.accept(row.key(), document == null ? null : RuleJson.read(document, type));
            } catch (JsonProcessingException e) {
                LOG.warn(
                        "What was known of {} {} from {} on was written by another version and cannot be read; what"
                                + " was known before stands for it: {}",
                        row.key().kind(),
                        row.key().rule(),
                        row.knownAt(),
                        e.getOriginalMessage());
            }
        }
    }
}
