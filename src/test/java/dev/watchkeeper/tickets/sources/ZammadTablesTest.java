package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.TicketEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZammadTablesTest implements TicketSourceContract {
    private JdbcDesk desk;

    JdbcDesk database() throws SQLException {
        return new JdbcDesk("PostgreSQL");
    }

    @BeforeEach
    void tables() throws SQLException {
        desk = database().run("""
                        create table users (id int primary key, email varchar(200));
                        create table organizations (id int primary key, name varchar(200));
                        create table ticket_article_senders (id int primary key, name varchar(20));
                        create table ticket_article_types (id int primary key, name varchar(20));
                        create table ticket_priorities (id int primary key, name varchar(20));
                        create table history_types (id int primary key, name varchar(40));
                        create table history_objects (id int primary key, name varchar(40));
                        create table history_attributes (id int primary key, name varchar(40));
                        create table tickets (id int primary key, created_at timestamp(3), title varchar(200),
                          customer_id int, organization_id int, create_article_sender_id int,
                          create_article_type_id int, priority_id int, state_id int, created_by_id int,
                          number varchar(60), updated_at timestamp(3));
                        create table ticket_states (id int primary key, name varchar(60), state_type_id int);
                        create table ticket_articles (id int primary key, ticket_id int, sender_id int, type_id int,
                          internal boolean, preferences text, created_at timestamp(3), origin_by_id int,
                          created_by_id int);
                        create table histories (id int primary key, o_id int, history_type_id int,
                          history_object_id int, history_attribute_id int, value_from varchar(200),
                          value_to varchar(200), id_from int, id_to int, created_by_id int, created_at timestamp(3));
                        insert into users values (5, 'wang@example.cn');
                        insert into ticket_article_senders values (1,'Agent'),(2,'Customer'),(3,'System');
                        insert into ticket_article_types values (1,'email'),(2,'note'),(3,'phone');
                        insert into ticket_states values (1,'new',1),(2,'open',2),(3,'pending reminder',3),(4,'closed',5),
                          (6,'merged',6),(9,'wartet auf Kunde',3),(10,'erledigt',5);
                        insert into ticket_priorities values (2,'2 normal'),(4,'4 urgent');
                        insert into history_types values (1,'created'),(2,'updated'),(3,'merged_into'),(4,'received_merge');
                        insert into history_objects values (1,'Ticket'),(2,'Ticket::Article');
                        insert into history_attributes values (1,'state'),(2,'priority'),(3,'owner');
                        insert into tickets values (81,'2026-09-07 01:00:00.123','退信',5,null,2,1,4,3,5,
                            '53081','2026-09-07 01:00:00.123'),
                          (82,'2026-09-07 01:10:00.000','again',5,null,2,1,2,6,5,
                            '53082','2026-09-07 01:40:00.000');
                        insert into ticket_articles values
                          (1,81,2,1,false,'{}','2026-09-07 01:00:00.200',null,5),
                          (2,81,3,1,false,'{}','2026-09-07 01:00:05.000',null,1),
                          (3,81,1,2,false,'{}','2026-09-07 01:05:00.000',null,9),
                          (4,81,1,1,false,'{}','2026-09-07 01:20:00.000',null,9),
                          (5,82,2,1,false,'{"is-auto-response": true}','2026-09-07 01:30:00.000',null,5);
                        insert into histories values
                          (1,81,1,1,null,null,null,null,null,5,'2026-09-07 01:00:00.123'),
                          (2,81,2,1,2,'2 normal','4 urgent',2,4,9,'2026-09-07 01:15:00.000'),
                          (3,81,2,1,1,'new','pending reminder',1,3,9,'2026-09-07 01:20:01.000'),
                          (4,82,3,1,null,null,null,82,81,9,'2026-09-07 01:40:00.000'),
                          (5,81,4,1,null,null,null,82,81,9,'2026-09-07 01:40:00.000'),
                          (6,82,2,1,1,'open','merged',2,6,9,'2026-09-07 01:40:00.000')
                        """);
    }

    @AfterEach
    void close() throws SQLException {
        desk.close();
    }

    private MappingSettings mapping = MappingSettings.DEFAULT;

    @Override
    public PolledSource source(Desk into, int page) {
        // The desk stands in Berlin; Zammad writes UTC all the same.
        JdbcSettings jdbc = desk.preset(JdbcPreset.ZAMMAD, "Europe/Berlin", page);
        return new JdbcSource(
                JdbcDesk.source("zammad", jdbc, mapping),
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
    void ticketsArticlesAndHistoriesBecomeCanonical() throws Exception {
        Desk events = read(new Desk());

        TicketEvent opened = events.get("ticket/81/opened");
        assertThat(opened.occurredAt()).isEqualTo(Instant.parse("2026-09-07T01:00:00.123Z"));
        assertThat(opened.attrs())
                .as("the priority at the opening, not today's")
                .containsEntry("priority", "2 normal")
                .containsEntry("severity", "S3");
        assertThat(events.ids()).doesNotContain("article/1");
        assertThat(events.get("article/2").automatic()).isTrue();
        assertThat(events.get("article/3").kind()).isEqualTo(EventType.NOTE_INTERNAL);
        assertThat(events.get("article/4").kind()).isEqualTo(EventType.MESSAGE_AGENT);
        assertThat(events.get("article/5").automatic()).isTrue();
        assertThat(events.get("history/2/sev").to()).isEqualTo("S1");
        assertThat(events.get("history/3").to()).isEqualTo("waiting_customer");
    }

    @Test
    void aMergeIsTheChildsAndItsArticlesKeepTheirTicket() throws Exception {
        Desk into = new Desk();
        read(into);
        desk.run("update ticket_articles set ticket_id = 81 where id = 5");

        Desk events = read(into);

        assertThat(events.get("history/4").kind()).isEqualTo(EventType.TICKET_MERGED);
        assertThat(events.get("history/4").attrs()).containsEntry("merged_into", "81");
        assertThat(events.get("history/6").kind()).isEqualTo(EventType.UNKNOWN);
        assertThat(events.get("article/5").ticketKey()).isEqualTo("zammad/82");
    }

    @Test
    void deletedRowsTakeNothingOutOfTheLog() throws Exception {
        Desk into = new Desk();
        int before = read(into).ids().size();
        desk.run("delete from histories where o_id = 81", "delete from tickets where id = 81");

        assertThat(read(into).ids()).hasSize(before);
    }

    @Test
    void statesGoByTheirTypeWhateverTheyAreCalled() throws Exception {
        desk.run("""
                insert into histories values
                  (7,81,2,1,1,'pending reminder','open',3,2,9,'2026-09-07 02:00:00.000'),
                  (8,81,2,1,1,'open','wartet auf Kunde',2,9,9,'2026-09-07 02:10:00.000'),
                  (9,81,2,1,1,'wartet auf Kunde','erledigt',9,10,9,'2026-09-07 02:20:00.000'),
                  (10,81,2,1,1,'erledigt','wartet auf Kunde',10,9,9,'2026-09-07 02:30:00.000')
                """);
        Desk events = read(new Desk());

        assertThat(events.get("history/8").to()).isEqualTo("waiting_customer");
        assertThat(events.get("history/9").kind()).isEqualTo(EventType.TICKET_SOLVED);
        assertThat(events.get("history/10").kind()).isEqualTo(EventType.TICKET_REOPENED);
        assertThat(events.notices.open()).isEmpty();
    }

    @Test
    void aTicketOpensInTheStateItHadThenAndACallInWasAnsweredLive() throws Exception {
        desk.run("""
                insert into tickets values (83,'2026-09-07 03:00:00.000','Anruf',5,null,2,3,2,10,9,'53083',null),
                  (84,'2026-09-07 03:00:00.000','Rueckruf',5,null,1,3,2,2,9,'53084',null);
                insert into ticket_articles values (9,83,2,3,false,'{}','2026-09-07 03:00:00.000',5,9)
                """);
        Desk events = read(new Desk());

        assertThat(events.get("ticket/83/opened").attrs())
                .containsEntry("status", "erledigt")
                .containsEntry("status_category", "solved")
                .containsEntry("live", true)
                .containsEntry("initiated_by", "customer");
        assertThat(events.get("ticket/84/opened").attrs())
                .as("a call out")
                .containsEntry("initiated_by", "agent")
                .doesNotContainKey("live");
        assertThat(events.get("ticket/81/opened").attrs())
                .as("not today's state")
                .containsEntry("status_category", "new");
    }

    @Test
    void theNoteThatAMergeLeavesIsNoAnswerEvenWhereNotesAre() throws Exception {
        desk.run("insert into ticket_articles values (9,82,1,2,false,'{}','2026-09-07 01:40:00.500',null,9),"
                + " (10,82,1,2,false,'{}','2026-09-07 01:35:00.000',null,9)");
        mapping = new MappingSettings(
                java.util.Map.of(),
                java.util.Map.of(),
                java.util.Map.of(),
                java.util.List.of(),
                null,
                null,
                true,
                null);
        Desk events = read(new Desk());

        assertThat(events.get("article/9").kind()).isEqualTo(EventType.NOTE_INTERNAL);
        assertThat(events.get("article/10").kind()).isEqualTo(EventType.MESSAGE_AGENT);
    }

    @Test
    void anotherOrganisationIsAnotherCustomerIfTheTableKnowsIt() throws Exception {
        desk.run(
                "insert into history_attributes values (9,'organization')",
                "insert into histories values (7,81,2,1,9,'Old','New Co',3,4,9,'2026-09-07 02:00:00.000'),"
                        + " (8,81,2,1,9,'New Co','Other',4,5,9,'2026-09-07 02:00:00.000')");
        mapping = new MappingSettings(
                java.util.Map.of(),
                java.util.Map.of(),
                java.util.Map.of("New Co", "new.example"),
                java.util.List.of(),
                null,
                null,
                null,
                null);
        Desk events = read(new Desk());

        assertThat(events.get("history/7").kind()).isEqualTo(EventType.CUSTOMER_CHANGED);
        assertThat(events.get("history/7").to()).isEqualTo("new.example");
        assertThat(events.get("history/8").kind()).isEqualTo(EventType.UNKNOWN);
    }

    @Test
    void peopleKnowATicketByItsNumber() throws Exception {
        assertThat(read(new Desk()).get("ticket/81/opened").attr("number")).contains("53081");
    }

    @Test
    void whatVanishedEndsAfterASecondReadingAndWhatWasRenumberedIsTold() throws Exception {
        Desk into = new Desk();
        into.open.open.putAll(Map.of("81", "53081", "83", "", "84", ""));
        desk.run("""
                insert into tickets values (83,'2026-09-07 03:00:00.000','Anruf',5,null,2,3,2,2,9,'53083',null)
                """);
        source(into, 100).poll(NOW);
        assertThat(into.ids()).as("one reading ends nothing").doesNotContain("reconciled/84/ended");
        assertThat(into.get("reconciled/83/number/53083").attr("number")).contains("53083");

        source(into, 100).poll(NOW.plusSeconds(90));
        TicketEvent ended = into.get("reconciled/84/ended");
        assertThat(ended.kind()).isEqualTo(EventType.TICKET_DELETED);
        assertThat(ended.occurredAt()).isEqualTo(NOW);
        assertThat(into.ids()).doesNotContain("reconciled/81/ended", "reconciled/83/ended");
    }

    @Test
    void aTicketThatCameBackBetweenTwoReadingsGoesOn() throws Exception {
        Desk into = new Desk();
        into.open.open.putAll(Map.of("81", "53081", "84", ""));
        source(into, 100).poll(NOW);
        desk.run("""
                insert into tickets values (84,'2026-09-07 03:00:00.000','Anruf',5,null,2,3,2,2,9,'53084',null)
                """);
        source(into, 100).poll(NOW.plusSeconds(90));
        desk.run("delete from tickets where id = 84");
        source(into, 100).poll(NOW.plusSeconds(120));

        assertThat(into.ids()).doesNotContain("reconciled/84/ended");
        assertThat(into.open.missing("zammad")).containsEntry("84", NOW.plusSeconds(120));
    }

    @Test
    void aSourceThatShowsNothingEndsNothingForADay() throws Exception {
        Desk into = new Desk();
        into.open.open.put("81", "53081");
        into.open.others.add("82");
        read(into);
        desk.run("delete from tickets");
        source(into, 100).poll(NOW.plusSeconds(60));
        source(into, 100).poll(NOW.plusSeconds(3600));
        assertThat(into.ids()).doesNotContain("reconciled/81/ended");
        assertThat(into.notices.open()).containsKey("zammad tickets_missing");

        source(into, 100).poll(NOW.plusSeconds(90_000));
        assertThat(into.get("reconciled/81/ended").occurredAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void manyThatVanishAtOnceAreNamedAndHeld() throws Exception {
        Desk into = new Desk();
        into.open.open.put("81", "53081");
        for (int ticket = 100; ticket < 115; ticket++) {
            into.open.open.put(String.valueOf(ticket), "");
        }
        source(into, 100).poll(NOW);
        source(into, 100).poll(NOW.plusSeconds(600));

        assertThat(into.ids()).noneMatch(id -> id.startsWith("reconciled/1"));
        assertThat(into.notices.open()).containsKey("zammad tickets_missing");
    }

    @Test
    void whatCannotBeComparedEndsNothingAndIsTold() throws Exception {
        Desk into = new Desk();
        into.open.open.put("84", "");
        source(into, 100).poll(NOW);
        desk.run("alter table tickets rename column updated_at to changed_at");
        source(into, 100).poll(NOW.plusSeconds(600));

        assertThat(into.ids()).doesNotContain("reconciled/84/ended");
        assertThat(into.notices.open()).containsKey("zammad tickets_missing");
        assertThat(into.states.find("zammad").orElseThrow().okAt()).isEqualTo(NOW.plusSeconds(600));
    }
}
