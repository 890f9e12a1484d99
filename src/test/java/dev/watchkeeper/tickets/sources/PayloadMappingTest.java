package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What vendors send, and the canonical events it becomes. */
class PayloadMappingTest {
    private final MemoryTicketEvents log = new MemoryTicketEvents(new MemorySourceStates());
    private MappingSettings settings = MappingSettings.DEFAULT;
    private Mapping mapping = new Mapping("/desk", settings, Map.of(), Map.of());

    /** Maps and stores, as the intake does; returns what was new. */
    private List<TicketEvent> deliver(PayloadMapping payload, String json) {
        mapping = payload.tables("/desk", settings);
        int before = log.all().size();
        List<TicketEvent> events = payload.map(JsonTree.read(json), mapping, key -> log.ofTicket("desk/" + key));
        var appended = log.append(events.stream()
                .map(e -> e.withReceivedAt(Instant.parse("2026-09-07T09:00:00Z")))
                .toList());
        assertThat(appended.conflicts()).isEmpty();
        return log.all().subList(before, log.all().size());
    }

    private static List<EventType> kinds(List<TicketEvent> events) {
        return events.stream().map(TicketEvent::kind).toList();
    }

    @Nested
    class Zendesk {
        private final ZendeskPayload payload = new ZendeskPayload();

        private String event(String type, String time, String event) {
            return """
                    {"account_id":22,"type":"zen:event-type:ticket.%s","id":"01K-%s-%s","time":"%s",
                     "zendesk_event_version":"2022-11-06","subject":"zen:ticket:4711",
                     "detail":{"actor_id":"77","assignee_id":null,"created_at":"2026-09-07T01:00:00Z",
                       "description":"Nobody can log in, error 500 since 08:50, all users","id":"4711",
                       "is_public":true,"organization_id":"990","priority":"URGENT","requester_id":"5","status":"NEW",
                       "subject":"Login","submitter_id":"5","tags":["x"],"via":{"channel":"mail"}},
                     "event":%s}""".formatted(type, type, time, time, event);
        }

        @Test
        void aNewTicketOpensWithSeverityCustomerAndWhatItsTextLacks() {
            settings = new MappingSettings(
                    Map.of(), Map.of(), Map.of("990", "example.cn"), List.of(), null, null, null, null);

            TicketEvent opened = deliver(payload, event("created", "2026-09-07T01:00:00Z", "{}"))
                    .get(0);

            assertThat(opened.kind()).isEqualTo(EventType.TICKET_OPENED);
            assertThat(opened.customer()).isEqualTo("example.cn");
            assertThat(opened.channel()).isEqualTo(Channel.EMAIL);
            assertThat(opened.isBy(Actor.Kind.CUSTOMER)).isTrue();
            assertThat(opened.attrs())
                    .containsEntry("severity", "S1")
                    .containsEntry("status_category", "new")
                    .containsEntry("initiated_by", "customer")
                    .containsEntry("lacks", List.of())
                    .doesNotContainKey("text");
        }

        @Test
        void aReplyIsAMessageANoteIsNotAndTheFirstCommentBelongsToTheOpening() {
            String comment =
                    "{\"comment\":{\"id\":\"%s\",\"is_public\":%s,\"author\":{\"id\":\"%s\",\"is_staff\":%s}}}";

            var first = deliver(
                    payload,
                    event("comment_added", "2026-09-07T01:00:00.4Z", comment.formatted("c0", true, "5", false)));
            var reply = deliver(
                    payload, event("comment_added", "2026-09-07T01:30:00Z", comment.formatted("c1", true, "77", true)));
            var note = deliver(
                    payload,
                    event("comment_added", "2026-09-07T01:31:00Z", comment.formatted("c2", false, "77", true)));
            var customer = deliver(
                    payload, event("comment_added", "2026-09-07T01:32:00Z", comment.formatted("c3", true, "5", false)));
            var rule = deliver(
                    payload, event("comment_added", "2026-09-07T01:33:00Z", comment.formatted("c4", true, "-1", true)));

            assertThat(kinds(first)).containsExactly(EventType.UNKNOWN);
            assertThat(kinds(reply)).containsExactly(EventType.MESSAGE_AGENT);
            assertThat(reply.get(0).isPublic()).isTrue();
            assertThat(kinds(note)).containsExactly(EventType.NOTE_INTERNAL);
            assertThat(kinds(customer)).containsExactly(EventType.MESSAGE_CUSTOMER);
            assertThat(rule.get(0).automatic()).isTrue();
        }

        @Test
        void statusesBecomeExactlyOneTransitionEach() {
            String change = "{\"previous\":\"%s\",\"current\":\"%s\"}";

            assertThat(kinds(deliver(
                            payload,
                            event("status_changed", "2026-09-07T02:00:00Z", change.formatted("NEW", "PENDING")))))
                    .containsExactly(EventType.STATUS_CHANGED);
            assertThat(kinds(deliver(
                            payload,
                            event("status_changed", "2026-09-07T03:00:00Z", change.formatted("PENDING", "SOLVED")))))
                    .containsExactly(EventType.TICKET_SOLVED);
            var reopened = deliver(
                    payload, event("status_changed", "2026-09-07T04:00:00Z", change.formatted("SOLVED", "OPEN")));
            assertThat(kinds(reopened)).containsExactly(EventType.TICKET_REOPENED);
            assertThat(reopened.get(0).to()).isEqualTo("open");
            assertThat(kinds(deliver(
                            payload,
                            event("status_changed", "2026-09-07T05:00:00Z", change.formatted("OPEN", "DELETED")))))
                    .containsExactly(EventType.TICKET_DELETED);
        }

        @Test
        void aCustomStatusIsOpenAndWarnedOfUntilTheTableKnowsIt() {
            var unknown = deliver(
                    payload,
                    event(
                            "status_changed",
                            "2026-09-07T02:00:00Z",
                            "{\"previous\":\"PENDING\",\"current\":\"AWAITING LEGAL\"}"));
            assertThat(unknown.get(0).to()).isEqualTo("open");
            assertThat(unknown.get(0).attrs()).containsEntry("status_unmapped", true);
            assertThat(mapping.unmapped()).containsExactly("awaiting legal");

            settings = new MappingSettings(
                    Map.of("Awaiting legal", StatusCategory.WAITING_VENDOR),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    null);
            var known = deliver(
                    payload,
                    event(
                            "status_changed",
                            "2026-09-07T02:30:00Z",
                            "{\"previous\":\"PENDING\",\"current\":\"AWAITING LEGAL\"}"));
            assertThat(known.get(0).to()).isEqualTo("waiting_vendor");
            assertThat(mapping.unmapped()).isEmpty();
        }

        @Test
        void priorityCarriesSeverity() {
            var events = deliver(
                    payload,
                    event("priority_changed", "2026-09-07T02:00:00Z", "{\"previous\":\"LOW\",\"current\":\"URGENT\"}"));

            assertThat(kinds(events)).containsExactly(EventType.PRIORITY_CHANGED, EventType.SEVERITY_CHANGED);
            assertThat(events.get(1).id()).isEqualTo(events.get(0).id() + "/sev");
            assertThat(events.get(1).to()).isEqualTo("S1");
        }

        @Test
        void aMergeNamesItsTargetAndOtherDomainsAreNotOurs() {
            assertThat(deliver(payload, event("merged", "2026-09-07T02:00:00Z", "{\"target_ticket_id\":\"4700\"}"))
                            .get(0)
                            .attrs())
                    .containsEntry("merged_into", "4700");
            assertThat(deliver(payload, "{\"type\":\"zen:event-type:user.created\",\"id\":\"x\"}"))
                    .isEmpty();
        }
    }

    @Nested
    class Zammad {
        private final ZammadPayload payload = new ZammadPayload();

        private String state(String updatedAt, String state, String owner, String article) {
            return """
                    {"ticket":{"id":81,"number":"10081","title":"邮件全部退信","created_at":"2026-09-07T01:00:00.000Z",
                      "updated_at":"%s","state":"%s","priority":{"id":3,"name":"3 high"},"owner_id":%s,
                      "customer_id":5,"updated_by_id":9,"create_article_sender":"Customer","create_article_type":"email",
                      "customer":{"email":"wang@example.cn"}},
                     "article":%s}""".formatted(updatedAt, state, owner, article);
        }

        private String article(int id, String at, String sender, String type, boolean internal) {
            return """
                    {"id":%d,"created_at":"%s","sender":"%s","type":"%s","internal":%s,"created_by_id":9,
                     "body":"退信 550，今天 08:50 起，全公司","preferences":{}}""".formatted(id, at, sender, type, internal);
        }

        private final String opening = state(
                "2026-09-07T01:00:00.500Z",
                "new",
                "1",
                article(1, "2026-09-07T01:00:00.100Z", "Customer", "email", false));
        private final String answered = state(
                "2026-09-07T01:20:00.000Z",
                "pending reminder",
                "9",
                article(2, "2026-09-07T01:19:59.000Z", "Agent", "email", false));
        private final String closed = state("2026-09-07T02:00:00.000Z", "closed", "9", "null");

        @Test
        void changesFollowFromComparingWithTheLog() {
            var first = deliver(payload, opening);
            var second = deliver(payload, answered);
            var third = deliver(payload, closed);

            assertThat(kinds(first)).containsExactly(EventType.TICKET_OPENED);
            assertThat(first.get(0).customer()).isEqualTo("example.cn");
            assertThat(first.get(0).attrs())
                    .containsEntry("severity", "S2")
                    .containsEntry("status_category", "new")
                    .containsEntry("lacks", List.of());
            assertThat(kinds(second))
                    .containsExactly(EventType.MESSAGE_AGENT, EventType.STATUS_CHANGED, EventType.ASSIGNMENT_CHANGED);
            assertThat(second.get(0).occurredAt()).isEqualTo(Instant.parse("2026-09-07T01:19:59Z"));
            assertThat(second.get(1).to()).isEqualTo("waiting_customer");
            assertThat(kinds(third)).containsExactly(EventType.TICKET_SOLVED);
        }

        @Test
        void aReplayUnderANewDeliveryIdInsertsNothing() {
            deliver(payload, opening);
            deliver(payload, answered);
            deliver(payload, closed);

            assertThat(deliver(payload, opening)).isEmpty();
            assertThat(deliver(payload, answered)).isEmpty();
            assertThat(deliver(payload, closed)).isEmpty();
        }

        @Test
        void deliveriesOutOfOrderEndInTheSameStates() {
            deliver(payload, opening);
            deliver(payload, closed);
            deliver(payload, answered);

            KnownState end = KnownState.asOf(Instant.parse("2026-09-07T03:00:00Z"), log.ofTicket("desk/81"));
            KnownState between = KnownState.asOf(Instant.parse("2026-09-07T01:30:00Z"), log.ofTicket("desk/81"));

            assertThat(end.category()).isEqualTo(StatusCategory.SOLVED);
            assertThat(between.category()).isEqualTo(StatusCategory.WAITING_CUSTOMER);
        }

        @Test
        void anOldTicketSeenForTheFirstTimeSaysThatItsHistoryIsIncomplete() {
            var events = deliver(payload, closed);

            assertThat(kinds(events))
                    .containsExactly(EventType.TICKET_OPENED, EventType.TICKET_SOLVED, EventType.ASSIGNMENT_CHANGED);
            assertThat(events.get(0).attrs()).containsEntry("history_incomplete", true);
        }

        @Test
        void notesAndSystemMailAreNoAnswers() {
            deliver(payload, opening);

            var note = deliver(
                    payload,
                    state(
                            "2026-09-07T01:00:00.500Z",
                            "new",
                            "1",
                            article(3, "2026-09-07T01:05:00Z", "Agent", "note", false)));
            var system = deliver(
                    payload,
                    state(
                            "2026-09-07T01:00:00.500Z",
                            "new",
                            "1",
                            article(4, "2026-09-07T01:06:00Z", "System", "email", false)));

            assertThat(kinds(note)).containsExactly(EventType.NOTE_INTERNAL);
            assertThat(system.get(0).automatic()).isTrue();
        }

        @Test
        void aMergedTicketIsGone() {
            deliver(payload, opening);

            var events = deliver(payload, state("2026-09-07T01:30:00Z", "merged", "1", "null"));

            assertThat(kinds(events)).containsExactly(EventType.TICKET_DELETED);
            assertThat(events.get(0).attrs()).containsEntry("reason", "merged");
        }
    }

    @Nested
    class Jira {
        private final JiraPayload payload = new JiraPayload();

        private String issue(String event, String more) {
            return """
                    {"timestamp":1788745800000,"webhookEvent":"%s",
                     "user":{"accountId":"agent-1","accountType":"atlassian"},
                     "issue":{"id":"10002","key":"SUP-7","fields":{"summary":"Mail bounces","description":"it fails",
                       "created":"2026-09-07T09:00:00.123+0800","updated":"2026-09-07T09:30:00.000+0800",
                       "status":{"name":"Waiting for support","statusCategory":{"key":"indeterminate"}},
                       "priority":{"name":"High"},
                       "reporter":{"accountId":"cust-1","accountType":"customer","emailAddress":"wang@Example.CN"},
                       "creator":{"accountId":"cust-1","accountType":"customer"}}}%s}""".formatted(event, more);
        }

        @Test
        void anIssueOpensWithJirasOffsetsRead() {
            TicketEvent opened =
                    deliver(payload, issue("jira:issue_created", "")).get(0);

            assertThat(opened.ticketKey()).isEqualTo("desk/SUP-7");
            assertThat(opened.occurredAt()).isEqualTo(Instant.parse("2026-09-07T01:00:00.123Z"));
            assertThat(opened.customer()).isEqualTo("example.cn");
            assertThat(opened.attrs())
                    .containsEntry("severity", TicketSeverity.S2.name())
                    .containsEntry("status_category", "open")
                    .containsEntry("lacks", List.of("time", "affected_users"));
        }

        @Test
        void aChangelogGivesOneEventPerItem() {
            var events = deliver(payload, issue("jira:issue_updated", """
                            ,"changelog":{"id":"500","items":[
                              {"field":"status","fieldId":"status","from":"1","fromString":"Waiting for support","to":"5",
                               "toString":"Waiting for customer"},
                              {"field":"priority","fieldId":"priority","fromString":"High","toString":"Highest"},
                              {"field":"labels","fieldId":"labels","fromString":"","toString":"x"}]}"""));

            assertThat(kinds(events))
                    .containsExactly(
                            EventType.STATUS_CHANGED,
                            EventType.PRIORITY_CHANGED,
                            EventType.SEVERITY_CHANGED,
                            EventType.UNKNOWN);
            assertThat(events).extracting(TicketEvent::id).first().isEqualTo("changelog/500/0");
            assertThat(events.get(0).to()).isEqualTo("waiting_customer");
        }

        @Test
        void commentsAreCustomersAgentsNotesOrApps() {
            String comment =
                    ",\"comment\":{\"id\":\"%s\",\"created\":\"2026-09-07T09:30:00.000+0800\",\"jsdPublic\":%s,"
                            + "\"author\":{\"accountId\":\"%s\",\"accountType\":\"%s\"}}";

            assertThat(kinds(deliver(
                            payload, issue("comment_created", comment.formatted("1", true, "cust-1", "customer")))))
                    .containsExactly(EventType.MESSAGE_CUSTOMER);
            assertThat(kinds(deliver(
                            payload, issue("comment_created", comment.formatted("2", true, "agent-1", "atlassian")))))
                    .containsExactly(EventType.MESSAGE_AGENT);
            assertThat(kinds(deliver(
                            payload, issue("comment_created", comment.formatted("3", false, "agent-1", "atlassian")))))
                    .containsExactly(EventType.NOTE_INTERNAL);
            assertThat(deliver(payload, issue("comment_created", comment.formatted("4", true, "bot", "app")))
                            .get(0)
                            .automatic())
                    .isTrue();
        }

        @Test
        void statusesOfACustomWorkflowFallBackToJirasOwnCategory() {
            TicketEvent opened = deliver(
                            payload,
                            issue("jira:issue_created", "").replace("Waiting for support", "Triage at level 2"))
                    .get(0);

            assertThat(opened.attrs()).containsEntry("status_category", "open");
        }
    }
}
