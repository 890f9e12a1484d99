package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.SourceStates;
import dev.watchkeeper.tickets.TicketEvent;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's own query, and what any reader of a foreign database must survive. */
class GenericQueryTest implements TicketSourceContract {
    private static final String SQL = """
            SELECT id AS seq, 'e' || id AS event_id, ticket_key, type, occurred_at, actor_kind, is_public,
                   false AS is_automatic, from_value, to_value, attrs, customer
              FROM helpdesk WHERE id > :cursor ORDER BY id LIMIT :n
            """;

    private JdbcDesk desk;

    @BeforeEach
    void tables() throws SQLException {
        desk = new JdbcDesk("PostgreSQL").run("""
                        create table helpdesk (id bigint primary key, ticket_key varchar(20), type varchar(40),
                          occurred_at timestamp with time zone, actor_kind varchar(20), is_public boolean,
                          from_value varchar(40), to_value varchar(40), attrs varchar(400), customer varchar(100))
                        """);
        row(101, "ticket.opened", "2026-09-07T01:00:00Z", null);
        row(103, "message.agent", "2026-09-07T01:10:00Z", null);
        row(104, "status.changed", "2026-09-07T01:20:00Z", "solved");
    }

    @AfterEach
    void close() throws SQLException {
        desk.close();
    }

    private void row(int id, String type, String at, @Nullable String to) throws SQLException {
        desk.run("insert into helpdesk values (" + id + ", '4711', '" + type + "', timestamp with time zone '"
                + at.replace("T", " ").replace("Z", "+00") + "', 'agent', true, 'open', "
                + (to == null ? "null" : "'" + to + "'") + ", '{\"severity\":\"S2\"}', 'example.cn')");
    }

    @Override
    public PolledSource source(Desk into, int page) {
        return reader(into, desk.query(SQL, page));
    }

    private static PolledSource reader(Desk into, JdbcSettings jdbc) {
        return new JdbcSource(
                JdbcDesk.source("helpdesk", jdbc, MappingSettings.DEFAULT),
                jdbc,
                into.log,
                into.states,
                into.notices,
                into.open,
                into.transactions);
    }

    @Test
    void theContractsColumnsBecomeEvents() throws Exception {
        Desk into = new Desk();
        source(into, 100).poll(NOW);

        assertThat(into.log.all())
                .extracting(TicketEvent::kind)
                .containsExactly(EventType.TICKET_OPENED, EventType.MESSAGE_AGENT, EventType.TICKET_SOLVED);
        assertThat(into.log.all().get(0).attrs())
                .containsEntry("severity", "S2")
                .containsEntry("backfill", true);
    }

    @Test
    void aLowerIdThatCommitsLaterArrivesAllTheSame() throws Exception {
        Desk into = new Desk();
        source(into, 100).poll(NOW);
        row(102, "note.internal", "2026-09-07T01:05:00Z", null);

        source(into, 100).poll(NOW.plusSeconds(30));

        assertThat(into.log.all()).extracting(TicketEvent::id).contains("e102");
    }

    @Test
    void gapsAreLookedForAsLongAsTheOverlapSaysAndNotForEver() throws Exception {
        Desk into = new Desk();
        source(into, 100).poll(NOW);
        for (int i = 200; i < 230; i++) {
            row(i, "note.internal", NOW.toString(), null);
            source(into, 100).poll(NOW.plusSeconds(30L * (i - 199)));
        }
        row(150, "note.internal", NOW.toString(), null);
        source(into, 100).poll(NOW.plus(Duration.ofMinutes(14)));
        assertThat(into.log.all()).extracting(TicketEvent::id).contains("e150");

        for (int i = 300; i < 340; i++) {
            row(i, "note.internal", NOW.toString(), null);
            source(into, 100).poll(NOW.plus(Duration.ofMinutes(15)).plusSeconds(30L * (i - 299)));
        }
        row(160, "note.internal", NOW.toString(), null);
        source(into, 100).poll(NOW.plus(Duration.ofMinutes(40)));
        assertThat(into.log.all()).extracting(TicketEvent::id).doesNotContain("e160");
    }

    @Test
    void theWatermarkLiesAnOverlapBehindTheStartOfThePoll() throws Exception {
        Desk into = new Desk();
        source(into, 1).poll(NOW);

        assertThat(into.states.find("helpdesk").orElseThrow().watermark()).isEqualTo(NOW.minus(Duration.ofMinutes(10)));
    }

    @Test
    void aSourceThatDiesInMidPageKeepsWhatWasStoredAndItsWatermarkStands() throws Exception {
        Desk into = new Desk();
        // The third row cannot be read by the database itself: the division fails when its page is fetched.
        String dying = SQL.replace("'e' || id", "'e' || (id * (104 - id) / (104 - id))");

        assertThatThrownBy(() -> reader(into, desk.query(dying, 1)).poll(NOW))
                .isInstanceOf(PolledSource.SourceUnreadable.class);

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("e101", "e103");
        SourceStates.SourceState state = into.states.find("helpdesk").orElseThrow();
        assertThat(state.watermark()).isNull();
        assertThat(state.okAt()).isNull();

        source(into, 1).poll(NOW);
        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("e101", "e103", "e104");
    }

    @Test
    void aRowThatCannotBeReadCostsItselfOnly() throws Exception {
        row(105, "message.agent", "2026-09-07T01:30:00Z", null);
        desk.run("update helpdesk set ticket_key = null where id = 103");
        Desk into = new Desk();

        source(into, 100).poll(NOW);
        source(into, 100).poll(NOW.plusSeconds(30));

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("e101", "e104", "e105");
        assertThat(into.log.quarantined(9)).hasSize(1);
        assertThat(into.notices.open()).containsOnlyKeys("helpdesk unreadable");
    }

    @Test
    void aRowThatChangedInPlaceIsToldAndTheFirstStays() throws Exception {
        Desk into = new Desk();
        source(into, 100).poll(NOW);
        desk.run("update helpdesk set customer = 'other.cn' where id = 103");

        source(into, 100).poll(NOW.plusSeconds(30));

        assertThat(into.log.ofTicket("helpdesk/4711").get(1).customer()).isEqualTo("example.cn");
        assertThat(into.notices.open()).containsOnlyKeys("helpdesk conflict");
    }

    @Test
    void whatIsDatedAfterTheFirstReadingIsNoHistory() throws Exception {
        Desk into = new Desk();
        source(into, 100).poll(NOW);
        row(105, "message.agent", NOW.plusSeconds(5).toString(), null);

        source(into, 100).poll(NOW.plusSeconds(30));

        assertThat(into.log.all())
                .last()
                .satisfies(event -> assertThat(event.isBackfill()).isFalse());
    }

    @Test
    void theSqlCanBeShown() {
        assertThat(JdbcStreams.describe(desk.preset(JdbcPreset.OSTICKET, "UTC", 1)))
                .contains("ost_thread_entry")
                .contains(":cursor");
    }

    @Test
    void rowsOfOneSeqAreAllReadWhereverThePagesEnd() throws Exception {
        desk.run("create table log (n int, stamp bigint)");
        for (int n = 1; n <= 12; n++) {
            desk.run("insert into log values (" + n + ", " + (n <= 2 ? 1 : n <= 9 ? 2 : 3) + ")");
        }
        for (int page : new int[] {1, 2, 3, 5, 100}) {
            Desk into = new Desk();
            JdbcSettings jdbc = desk.query("""
                    SELECT stamp AS seq, n AS event_id, 't' AS ticket_key, 'note.internal' AS type,
                           1757206800 AS occurred_at FROM log WHERE stamp > :cursor ORDER BY stamp, n LIMIT :n
                    """, page);
            reader(into, jdbc).poll(NOW);

            assertThat(into.log.all()).as("page " + page).hasSize(12);
        }
    }

    @Test
    void castsQuotesOrderAndNamesOfAQueryAreItsOwnAffair() throws Exception {
        JdbcSettings jdbc = desk.query(SQL, 2);
        String sql = """
                SELECT number, 'e' || id AS event_id, ticket_key, type, occurred_at, is_public, attrs, note FROM
                (SELECT id AS number, id, ticket_key, ' ' || type || '  ' AS type, occurred_at, is_public, attrs,
                   id::numeric || ':n' AS note -- a remark :cursor
                   FROM helpdesk ORDER BY id FETCH FIRST (:n + 1000) ROWS ONLY)
                WHERE number > :cursor AND :cursor >= -1 ORDER BY number LIMIT :n
                """;
        JdbcSettings own = new JdbcSettings(
                jdbc.url(),
                jdbc.user(),
                jdbc.password(),
                null,
                null,
                null,
                java.util.List.of(new JdbcSettings.Query(
                        "events", sql, java.util.Map.of("seq", "number"), java.util.Map.of("is_automatic", "false"))),
                null,
                null,
                null,
                null,
                null,
                2,
                null);
        Desk into = new Desk();
        reader(into, own).poll(NOW);

        assertThat(into.log.all())
                .extracting(TicketEvent::kind)
                .containsExactly(EventType.TICKET_OPENED, EventType.MESSAGE_AGENT, EventType.STATUS_CHANGED);
        assertThat(into.log.all()).extracting(TicketEvent::seq).containsExactly(101L, 103L, 104L);
    }

    @Test
    void aQueryWithoutARisingNumberSaysWhatItLacks() {
        Desk into = new Desk();
        JdbcSettings jdbc = desk.query("SELECT id FROM helpdesk WHERE id > :cursor LIMIT :n", 2);

        assertThatThrownBy(() -> reader(into, jdbc).poll(NOW))
                .isInstanceOf(PolledSource.SourceUnreadable.class)
                .hasMessageContaining("columns.seq");
    }

    @Test
    void aValueThatDoesNotFitCostsItsRowOnly() throws Exception {
        String odd = SQL.replace(
                "occurred_at,",
                "CASE WHEN id = 103 THEN 'yesterday' ELSE '2026-09-07 09:00:00+08' END AS occurred_at,");
        Desk into = new Desk();
        reader(into, desk.query(odd, 100)).poll(NOW);

        assertThat(into.log.all()).extracting(TicketEvent::id).containsExactly("e101", "e104");
        assertThat(into.log.all().get(0).occurredAt()).isEqualTo("2026-09-07T01:00:00Z");
        assertThat(into.log.quarantined(9))
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).contains("row 103").contains("'yesterday'"));
    }

    @Test
    void datesAndNumbersAreTimesAndOneIsTrue() throws Exception {
        Desk into = new Desk();
        reader(into, desk.query("""
                SELECT 1 AS seq, 'a' AS event_id, 4711 AS ticket_key, 'message.agent' AS type, 1 AS is_public,
                       'AGENT' AS actor_kind, cast('2026-09-07' AS date) AS occurred_at WHERE 1 > :cursor LIMIT :n
                """, 9)).poll(NOW);

        assertThat(into.log.all()).singleElement().satisfies(event -> {
            assertThat(event.occurredAt()).isEqualTo("2026-09-07T00:00:00Z");
            assertThat(event.isPublic()).isTrue();
            assertThat(event.subject()).isEqualTo("4711");
        });
    }

    @Test
    void theCursorStaysShortHoweverLongTheFirstReading() throws Exception {
        desk.run("create table log (n int)", "insert into log select x from system_range(1, 3000)");
        Desk into = new Desk();
        reader(into, desk.query("""
                SELECT n AS seq, n AS event_id, 't' AS ticket_key, 'note.internal' AS type,
                       1757206800 + n AS occurred_at FROM log WHERE n > :cursor ORDER BY n LIMIT :n
                """, 2)).poll(NOW);

        assertThat(into.log.all()).hasSize(3000);
        assertThat(into.states.find("helpdesk").orElseThrow().cursor()).hasSizeLessThan(1000);
    }

    @Test
    void ticketsThatTheOperatorsOwnQueryDoesNotShowEnd() throws Exception {
        desk.existing = "select '7' as ticket_key, null as gone union all select '8', 'spam'";
        Desk into = new Desk();
        into.open.open.putAll(java.util.Map.of("7", "", "8", "", "9", ""));
        source(into, 100).poll(NOW);
        assertThat(into.get("reconciled/8/ended").attr("reason")).contains("spam");
        source(into, 100).poll(NOW.plusSeconds(120));

        assertThat(into.get("reconciled/9/ended").kind()).isEqualTo(EventType.TICKET_DELETED);
        assertThat(into.ids()).doesNotContain("reconciled/7/ended");
    }
}
