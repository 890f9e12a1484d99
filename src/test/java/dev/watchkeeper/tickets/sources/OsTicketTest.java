package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OsTicketTest implements TicketSourceContract {
    private JdbcDesk desk;

    @BeforeEach
    void tables() throws SQLException {
        desk = new JdbcDesk("MySQL").run("""
                        create table ost_ticket (ticket_id int primary key, ticket_pid int, user_id int, source varchar(20), number varchar(20));
                        create table ost_user (id int primary key, default_email_id int);
                        create table ost_user_email (id int primary key, address varchar(200));
                        create table ost_ticket__cdata (ticket_id int primary key, priority int);
                        create table ost_ticket_priority (priority_id int primary key, priority varchar(20));
                        create table ost_thread (id int primary key, object_id int, object_type char(1));
                        create table ost_thread_entry (id int primary key, pid int default 0, thread_id int,
                          staff_id int default 0, user_id int default 0, type char(1), flags int default 0,
                          poster varchar(50), source varchar(20), title varchar(200), body text, created datetime);
                        create table ost_event (id int primary key, name varchar(20));
                        create table ost_thread_event (id int primary key, thread_id int, event_id int,
                          data varchar(1000), uid int, uid_type char(1), annulled int default 0, timestamp datetime);
                        create table ost_ticket_status (id int primary key, name varchar(60), state varchar(16));
                        insert into ost_ticket_status values (1,'Open','open'),(2,'Resolved','closed'),(3,'Closed','closed'),
                          (4,'Archived','archived'),(5,'Deleted','deleted'),(6,'Waiting for customer','open'),
                          (7,'Not our job','closed');
                        insert into ost_event values (1,'created'),(2,'closed'),(3,'reopened'),(4,'assigned'),(5,'merged'),(6,'edited');
                        insert into ost_user values (5, 50); insert into ost_user_email values (50, 'wang@example.cn');
                        insert into ost_ticket_priority values (1,'low'),(4,'emergency');
                        insert into ost_ticket values (7, null, 5, 'Phone', '482913'), (8, 7, 5, 'Email', '482914');
                        insert into ost_ticket__cdata values (7, 4);
                        insert into ost_thread values (70, 7, 'T'), (80, 8, 'T'), (90, 7, 'A');
                        insert into ost_thread_entry (id,thread_id,user_id,type,flags,title,body,created) values
                          (101, 70, 5, 'M', 1, 'Down', 'error since 08:00 for all users', '2026-09-07 09:00:00');
                        insert into ost_thread_entry (id,thread_id,staff_id,type,flags,created) values
                          (102, 70, 0, 'R', 0, '2026-09-07 09:00:01'),
                          (103, 70, 3, 'N', 0, '2026-09-07 09:05:00'),
                          (104, 70, 3, 'R', 0, '2026-09-07 09:10:00');
                        insert into ost_thread_entry (id,pid,thread_id,staff_id,type,flags,created) values
                          (105, 104, 70, 3, 'R', 2, '2026-09-07 09:10:00');
                        insert into ost_thread_entry (id,thread_id,user_id,type,flags,created) values
                          (106, 70, 5, 'M', 0, '2026-09-07 10:00:00');
                        insert into ost_thread_event (id,thread_id,event_id,data,uid,uid_type,annulled,timestamp) values
                          (1, 70, 1, null, 5, 'U', 0, '2026-09-07 09:00:00'),
                          (2, 70, 2, '{"status":[2,"Resolved"]}', 3, 'S', 1, '2026-09-07 11:00:00'),
                          (3, 70, 3, null, 5, 'U', 0, '2026-09-07 12:00:00'),
                          (4, 70, 2, '{"status":[3,"Closed"]}', 3, 'S', 0, '2026-09-07 13:00:00'),
                          (5, 80, 5, '{"ticket":"#7","id":7}', 3, 'S', 0, '2026-09-07 13:10:00'),
                          (6, 70, 5, '{"ticket":"#8","id":8}', 3, 'S', 0, '2026-09-07 13:10:00')
                        """);
    }

    @AfterEach
    void close() throws SQLException {
        desk.close();
    }

    private MappingSettings mapping = MappingSettings.DEFAULT;

    @Override
    public PolledSource source(Desk into, int page) {
        JdbcSettings jdbc = desk.preset(JdbcPreset.OSTICKET, "Asia/Shanghai", page);
        return new JdbcSource(
                JdbcDesk.source("osticket", jdbc, mapping),
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
    void entriesAndEventsBecomeCanonical() throws Exception {
        Desk events = read(new Desk());

        TicketEvent opened = events.get("entry/101");
        assertThat(opened.kind()).isEqualTo(EventType.TICKET_OPENED);
        assertThat(opened.occurredAt()).isEqualTo(Instant.parse("2026-09-07T01:00:00Z"));
        assertThat(opened.customer()).isEqualTo("example.cn");
        assertThat(opened.channel()).isEqualTo(Channel.HOTLINE);
        assertThat(opened.attrs()).containsEntry("severity", "S1").containsEntry("lacks", List.of());
        assertThat(events.get("entry/102").automatic())
                .as("a canned reply of the system")
                .isTrue();
        assertThat(events.get("entry/103").kind()).isEqualTo(EventType.NOTE_INTERNAL);
        assertThat(events.get("entry/104").kind()).isEqualTo(EventType.MESSAGE_AGENT);
        assertThat(events.get("entry/106").kind()).isEqualTo(EventType.MESSAGE_CUSTOMER);
    }

    @Test
    void anEditIsNoNewMessage() throws Exception {
        assertThat(read(new Desk()).get("entry/105").kind()).isEqualTo(EventType.UNKNOWN);
    }

    @Test
    void anAnnulledClosingHappenedAllTheSame() throws Exception {
        Desk events = read(new Desk());

        assertThat(events.get("event/2").kind()).isEqualTo(EventType.TICKET_SOLVED);
        assertThat(events.get("event/3").kind()).isEqualTo(EventType.TICKET_REOPENED);
        assertThat(events.get("event/4").kind()).isEqualTo(EventType.TICKET_CLOSED);
    }

    @Test
    void aMergeIsTheChilds() throws Exception {
        Desk events = read(new Desk());

        assertThat(events.get("event/5").kind()).isEqualTo(EventType.TICKET_MERGED);
        assertThat(events.get("event/5").ticketKey()).isEqualTo("osticket/8");
        assertThat(events.get("event/5").attrs()).containsEntry("merged_into", "7");
        assertThat(events.get("event/6").kind()).isEqualTo(EventType.UNKNOWN);
    }

    @Test
    void anEntryMovedByAMergeKeepsItsFirstTicket() throws Exception {
        desk.run("insert into ost_thread_entry (id,thread_id,user_id,type,flags,created) values"
                + " (107, 80, 5, 'M', 0, '2026-09-07 10:30:00')");
        Desk into = new Desk();
        read(into);

        desk.run("update ost_thread_entry set thread_id = 70, flags = 1024 where id = 107");
        Desk again = read(into);

        assertThat(again.get("entry/107").ticketKey()).isEqualTo("osticket/8");
        assertThat(into.log.quarantined(9)).isEmpty();
    }

    private void edit(int id, String status) throws SQLException {
        desk.run("insert into ost_thread_event (id,thread_id,event_id,data,uid,uid_type,timestamp) values (" + id
                + ", 70, 6, '{\"status\":" + status + "}', 3, 'S', '2026-09-07 10:30:00')");
    }

    private static MappingSettings statuses(Map<String, StatusCategory> table) {
        return new MappingSettings(table, Map.of(), Map.of(), List.of(), null, null, null, null);
    }

    @Test
    void anEditedStatusIsANumberWhoseNameTheTicketSystemKnows() throws Exception {
        edit(20, "6");
        edit(21, "\"6\"");
        mapping = statuses(Map.of("waiting for customer", StatusCategory.WAITING_CUSTOMER));
        Desk events = read(new Desk());

        for (String id : List.of("event/20", "event/21")) {
            assertThat(events.get(id).kind()).isEqualTo(EventType.STATUS_CHANGED);
            assertThat(events.get(id).to()).isEqualTo("waiting_customer");
            assertThat(events.get(id).attrs()).containsEntry("status", "Waiting for customer");
        }
        assertThat(events.notices.open()).isEmpty();
    }

    @Test
    void theTableMayAlsoNameTheNumber() throws Exception {
        edit(20, "6");
        mapping = statuses(Map.of("6", StatusCategory.ON_HOLD));

        assertThat(read(new Desk()).get("event/20").to()).isEqualTo("on_hold");
    }

    @Test
    void anOpenStatusInNoTableIsOpenAndWarnedOfByItsName() throws Exception {
        edit(20, "6");
        Desk events = read(new Desk());

        assertThat(events.get("event/20").to()).isEqualTo("open");
        assertThat(events.get("event/20").attrs()).containsEntry("status_unmapped", true);
        assertThat(events.notices.open()).containsOnlyKeys("osticket unmapped_status");
        assertThat(events.notices.open().get("osticket unmapped_status"))
                .satisfies(text -> assertThat(text.en()).contains("'Waiting for customer'"));
    }

    @Test
    void backToOpenIsAChangeOfStatusAndNoReopening() throws Exception {
        edit(20, "1");
        Desk events = read(new Desk());

        assertThat(events.get("event/20").kind()).isEqualTo(EventType.STATUS_CHANGED);
        assertThat(events.get("event/20").to()).isEqualTo("open");
        assertThat(events.notices.open()).isEmpty();
    }

    @Test
    void withoutTheTableOfStatusesTheDeliveredNumbersHold() throws Exception {
        desk.run("drop table ost_ticket_status");
        edit(20, "1");
        edit(21, "2");
        Desk events = read(new Desk());

        assertThat(events.get("event/20").to()).isEqualTo("open");
        assertThat(events.get("event/21").kind()).isEqualTo(EventType.TICKET_SOLVED);
        assertThat(events.notices.open()).isEmpty();
    }

    @Test
    void aClosedStatusOfTheOperatorsOwnClosesWithoutATable() throws Exception {
        desk.run("insert into ost_thread_event (id,thread_id,event_id,data,uid,uid_type,timestamp) values"
                + " (20, 70, 2, '{\"status\":[7,\"Not our job\"]}', 3, 'S', '2026-09-07 10:30:00')");
        Desk events = read(new Desk());

        assertThat(events.get("event/20").kind()).isEqualTo(EventType.TICKET_CLOSED);
        assertThat(events.notices.open()).isEmpty();
    }

    @Test
    void aDeletedTicketIsDeletedAlthoughItsRowIsGone() throws Exception {
        desk.run(
                "insert into ost_event values (7,'deleted')",
                "insert into ost_thread_event (id,thread_id,event_id,uid,uid_type,timestamp) values"
                        + " (20, 70, 7, 3, 'S', '2026-09-07 14:00:00')",
                "delete from ost_ticket where ticket_id = 7");
        Desk events = read(new Desk());

        assertThat(events.get("event/20").kind()).isEqualTo(EventType.TICKET_DELETED);
        assertThat(events.get("event/20").ticketKey()).isEqualTo("osticket/7");
        assertThat(events.get("entry/104").kind()).isEqualTo(EventType.MESSAGE_AGENT);
    }

    @Test
    void anEntryFirstSeenAfterAMergeBelongsToNeitherTicket() throws Exception {
        desk.run("insert into ost_thread_entry (id,thread_id,user_id,type,flags,created) values"
                + " (90, 70, 5, 'M', 1025, '2026-09-07 08:00:00')");

        assertThat(read(new Desk()).get("entry/90").kind())
                .as("the child's opening is none of the parent's")
                .isEqualTo(EventType.UNKNOWN);
    }

    @Test
    void aCallWrittenDownByStaffWasAnsweredLiveAndAnEntrysOwnChannelCounts() throws Exception {
        desk.run(
                "update ost_thread_event set uid_type = 'S' where id = 1",
                "update ost_thread_entry set source = 'Web' where id = 106");
        Desk events = read(new Desk());

        assertThat(events.get("entry/101").attrs())
                .containsEntry("live", true)
                .containsEntry("initiated_by", "customer");
        assertThat(events.get("entry/101").isBy(dev.watchkeeper.tickets.Actor.Kind.AGENT))
                .isTrue();
        assertThat(events.get("entry/106").channel()).isEqualTo(Channel.PORTAL);
    }

    @Test
    void aTicketIsKnownByItsNumberAndEndsWhenItsRowIsGone() throws Exception {
        Desk into = new Desk();
        source(into, 100).poll(NOW);
        assertThat(into.log.all().stream()
                        .filter(event -> event.kind() == EventType.TICKET_OPENED)
                        .flatMap(event -> event.attr("number").stream()))
                .contains("482913");
        into.open.open.putAll(java.util.Map.of("7", "482913", "8", "482914"));
        desk.run("delete from ost_thread where object_id = 7", "delete from ost_ticket where ticket_id = 7");
        source(into, 100).poll(NOW.plusSeconds(60));
        source(into, 100).poll(NOW.plusSeconds(130));

        assertThat(into.get("reconciled/7/ended").kind()).isEqualTo(EventType.TICKET_DELETED);
        assertThat(into.ids()).doesNotContain("reconciled/8/ended");
    }
}
