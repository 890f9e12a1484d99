package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.PolledSource;
import dev.watchkeeper.tickets.TicketEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OsTicketTest implements TicketSourceContract {
    private JdbcDesk desk;

    @BeforeEach
    void tables() throws SQLException {
        desk = new JdbcDesk("MySQL").run("""
                        create table ost_ticket (ticket_id int primary key, ticket_pid int, user_id int, source varchar(20));
                        create table ost_user (id int primary key, default_email_id int);
                        create table ost_user_email (id int primary key, address varchar(200));
                        create table ost_ticket__cdata (ticket_id int primary key, priority int);
                        create table ost_ticket_priority (priority_id int primary key, priority varchar(20));
                        create table ost_thread (id int primary key, object_id int, object_type char(1));
                        create table ost_thread_entry (id int primary key, pid int default 0, thread_id int,
                          staff_id int default 0, user_id int default 0, type char(1), flags int default 0,
                          poster varchar(50), title varchar(200), body text, created datetime);
                        create table ost_event (id int primary key, name varchar(20));
                        create table ost_thread_event (id int primary key, thread_id int, event_id int,
                          data varchar(1000), uid int, uid_type char(1), annulled int default 0, timestamp datetime);
                        insert into ost_event values (1,'created'),(2,'closed'),(3,'reopened'),(4,'assigned'),(5,'merged'),(6,'edited');
                        insert into ost_user values (5, 50); insert into ost_user_email values (50, 'wang@example.cn');
                        insert into ost_ticket_priority values (1,'low'),(4,'emergency');
                        insert into ost_ticket values (7, null, 5, 'Phone'), (8, 7, 5, 'Email');
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

    @Override
    public PolledSource source(Desk into, int page) {
        JdbcSettings jdbc = desk.preset(JdbcPreset.OSTICKET, "Asia/Shanghai", page);
        return new JdbcSource(
                JdbcDesk.source("osticket", jdbc, MappingSettings.DEFAULT),
                jdbc,
                into.log,
                into.states,
                into.notices,
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
}
