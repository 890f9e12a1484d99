package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.StatusCategory;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlpiTest implements TicketSourceContract {
    private JdbcDesk desk;
    private MappingSettings mapping = MappingSettings.DEFAULT;

    @BeforeEach
    void tables() throws SQLException {
        desk = new JdbcDesk("MySQL").run("""
                        create table glpi_tickets (id int primary key, date timestamp, name varchar(200), content text, priority int,
                          status int, is_deleted int default 0, date_mod timestamp);
                        create table glpi_tickets_users (id int primary key, tickets_id int, users_id int, type int,
                          alternative_email varchar(200));
                        create table glpi_useremails (id int primary key, users_id int, email varchar(200), is_default int);
                        create table glpi_itilfollowups (id int primary key, itemtype varchar(50), items_id int,
                          users_id int, is_private int, date_creation timestamp);
                        create table glpi_itilsolutions (id int primary key, itemtype varchar(50), items_id int,
                          users_id int, date_creation timestamp);
                        create table glpi_logs (id int primary key, itemtype varchar(50), items_id int,
                          id_search_option int, old_value varchar(200), new_value varchar(200), date_mod timestamp);
                        insert into glpi_tickets (id, date, name, content, priority, status) values (9, '2026-09-07 01:00:00', 'Printer', 'it fails', 3, 5);
                        insert into glpi_tickets_users (id, tickets_id, users_id, type) values (1,9,5,1),(2,9,30,2),(3,9,6,3);
                        insert into glpi_useremails values (1,5,'wang@example.cn',1);
                        insert into glpi_itilfollowups values (1,'Ticket',9,5,0,'2026-09-07 01:10:00'),
                          (2,'Ticket',9,30,0,'2026-09-07 01:20:00'),(3,'Ticket',9,30,1,'2026-09-07 01:21:00'),
                          (4,'Change',9,30,0,'2026-09-07 01:22:00');
                        insert into glpi_itilsolutions values (1,'Ticket',9,30,'2026-09-07 03:00:00');
                        insert into glpi_logs values (1,'Ticket',9,12,'1','4','2026-09-07 02:00:00'),
                          (2,'Ticket',9,3,'3','6','2026-09-07 02:10:00'),
                          (3,'Ticket',9,12,'4','5','2026-09-07 03:00:00'),
                          (4,'Ticket',9,24,'a','b','2026-09-07 03:00:00')
                        """);
    }

    @AfterEach
    void close() throws SQLException {
        desk.close();
    }

    @Override
    public PolledSource source(Desk into, int page) {
        JdbcSettings jdbc = desk.preset(JdbcPreset.GLPI, "UTC", page);
        return new JdbcSource(
                JdbcDesk.source("glpi", jdbc, mapping),
                jdbc,
                into.log,
                into.states,
                into.notices,
                into.open,
                into.transactions);
    }

    private Desk read(Desk into) throws Exception {
        source(into, 100).poll(NOW);
        return into;
    }

    @Test
    void ticketsFollowupsSolutionsAndLogsBecomeCanonical() throws Exception {
        Desk events = read(new Desk());

        assertThat(events.get("ticket/9/opened").customer()).isEqualTo("example.cn");
        assertThat(events.get("followup/1").kind()).isEqualTo(EventType.MESSAGE_CUSTOMER);
        assertThat(events.get("followup/2").kind()).isEqualTo(EventType.MESSAGE_AGENT);
        assertThat(events.get("followup/3").kind()).isEqualTo(EventType.NOTE_INTERNAL);
        assertThat(events.ids()).doesNotContain("followup/4", "log/4");
        assertThat(events.get("solution/1").isPublic()).isTrue();
        assertThat(events.get("log/1").to()).isEqualTo("waiting_customer");
        assertThat(events.get("log/2/sev").to()).isEqualTo("S1");
        assertThat(events.get("log/3").kind()).isEqualTo(EventType.TICKET_SOLVED);
    }

    @Test
    void wordsOfAnotherLanguageAreOpenUntilTheTableKnowsThem() throws Exception {
        desk.run("insert into glpi_logs values (5,'Ticket',9,12,'Résolu','En attente','2026-09-07 04:00:00')");
        Desk into = new Desk();

        assertThat(read(into).ids()).as("open to open is no change").doesNotContain("log/5");
        assertThat(into.notices.open()).containsOnlyKeys("glpi unmapped_status");

        mapping = new MappingSettings(
                Map.of("en attente", StatusCategory.WAITING_CUSTOMER, "résolu", StatusCategory.SOLVED),
                Map.of(),
                Map.of(),
                List.of(),
                null,
                null,
                null,
                null);
        assertThat(read(new Desk()).get("log/5").kind()).isEqualTo(EventType.TICKET_REOPENED);
    }

    @Test
    void aTicketOpensInTheStatusItHadThen() throws Exception {
        desk.run(
                "insert into glpi_tickets (id, date, name, content, priority, status) values (10, '2026-09-07 01:00:00', 'Call', '&lt;p style=\"width:500px\"&gt;done&lt;/p&gt;', 3, 6)");
        Desk events = read(new Desk());

        assertThat(events.get("ticket/9/opened").attrs()).containsEntry("status_category", "new");
        assertThat(events.get("ticket/10/opened").attrs())
                .as("noted down and closed in one, so that no log tells of it")
                .containsEntry("status_category", "closed")
                .containsEntry("lacks", List.of("error_text", "time", "affected_users"));
    }

    @Test
    void whoIsKnownByAddressOnlyIsACustomer() throws Exception {
        desk.run("""
                insert into glpi_tickets (id, date, name, content, priority, status)
                  values (11, '2026-09-07 01:00:00', 'Mail', 'help', 3, 1);
                insert into glpi_tickets_users values (11, 11, 0, 1, 'anna@stranger.example'), (12, 11, 30, 2, null);
                insert into glpi_itilfollowups values (11,'Ticket',11,0,0,'2026-09-07 01:10:00'),
                  (12,'Ticket',9,0,0,'2026-09-07 01:10:00')
                """);
        Desk events = read(new Desk());

        assertThat(events.get("ticket/11/opened").customer()).isEqualTo("stranger.example");
        assertThat(events.get("followup/11").kind()).isEqualTo(EventType.MESSAGE_CUSTOMER);
        assertThat(events.get("followup/11").automatic()).isFalse();
        assertThat(events.get("followup/12").automatic())
                .as("nobody asked so there")
                .isTrue();
    }

    @Test
    void aTicketInTheBinEndsAtOnceAtItsLastChange() throws Exception {
        Desk into = read(new Desk());
        into.open.open.putAll(Map.of("9", ""));
        desk.run("update glpi_tickets set is_deleted = 1, date_mod = '2026-09-07 03:30:00' where id = 9");
        source(into, 100).poll(NOW.plusSeconds(60));
        source(into, 100).poll(NOW.plusSeconds(120));

        assertThat(into.get("reconciled/9/ended").occurredAt()).isEqualTo("2026-09-07T03:30:00Z");
        assertThat(into.get("reconciled/9/ended").attr("reason")).contains("deleted");
        assertThat(into.notices.open()).isEmpty();
    }

    @Test
    void itsStatusesHaveNoKindOfTheirOwn() {
        JdbcSettings glpi = desk.preset(JdbcPreset.GLPI, "UTC", 10);
        assertThat(JdbcStreams.category(glpi, "5", "solved", "5")).isNull();
        assertThat(JdbcStreams.category(desk.query("select :cursor, :n", 10), "5", "solved", "5"))
                .isNull();
    }
}
