package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.Corrections;
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

        private static final String COMMENT =
                "{\"comment\":{\"id\":\"%s\",\"is_public\":true,\"via\":{\"channel\":\"%s\"},"
                        + "\"author\":{\"id\":\"%s\",\"is_staff\":%s}}}";

        @Test
        void whatARuleWritesIsAutomatic() {
            var byRule = deliver(
                    payload,
                    event("comment_added", "2026-09-07T01:30:00Z", COMMENT.formatted("c1", "rule", "77", true)));
            var opened = deliver(
                    payload,
                    event("created", "2026-09-07T01:00:00Z", "{}")
                            .replace("\"channel\":\"mail\"", "\"channel\":\"rule\""));

            assertThat(byRule.get(0).automatic()).isTrue();
            assertThat(opened.get(0).automatic()).isTrue();
        }

        @Test
        void aCallWrittenDownWasAnsweredLiveAndItsTextIsNoAnswer() {
            String phone = event("created", "2026-09-07T01:00:00Z", "{}")
                    .replace("\"submitter_id\":\"5\"", "\"submitter_id\":77")
                    .replace("\"channel\":\"mail\"", "\"channel\":\"phone_call_inbound\"");

            var opened = deliver(payload, phone);
            var voicemail = deliver(
                    payload,
                    phone.replace("phone_call_inbound", "voicemail")
                            .replace("4711", "4712")
                            .replace("01K", "01L"));
            var out = deliver(
                    payload,
                    phone.replace("phone_call_inbound", "phone_call_outbound")
                            .replace("4711", "4713")
                            .replace("01K", "01M"));
            var text = deliver(
                    payload,
                    event(
                                    "comment_added",
                                    "2026-09-07T01:00:00.9Z",
                                    COMMENT.formatted("c1", "phone_call_inbound", "77", true))
                            .replace("\"submitter_id\":\"5\"", "\"submitter_id\":77"));

            assertThat(opened.get(0).channel()).isEqualTo(Channel.HOTLINE);
            assertThat(opened.get(0).attrs()).containsEntry("live", true).containsEntry("initiated_by", "customer");
            assertThat(opened.get(0).isBy(Actor.Kind.AGENT)).isTrue();
            assertThat(voicemail.get(0).attrs()).doesNotContainKey("live").containsEntry("initiated_by", "customer");
            assertThat(out.get(0).attrs()).doesNotContainKey("live").containsEntry("initiated_by", "agent");
            assertThat(kinds(text)).containsExactly(EventType.UNKNOWN);
        }

        @Test
        void aColleagueWhoAsksIsTheCustomerOfThatTicket() {
            var events = deliver(
                    payload, event("comment_added", "2026-09-07T01:30:00Z", COMMENT.formatted("c1", "web", "5", true)));

            assertThat(kinds(events)).containsExactly(EventType.MESSAGE_CUSTOMER);
        }

        @Test
        void nullsNumbersAndMissingFieldsDoNotCostTheEvent() {
            var opened = deliver(payload, """
                    {"type":"zen:event-type:ticket.created","id":9001,"time":"2026-09-07T09:00:00+08:00",
                     "subject":"zen:ticket:4711","detail":{"id":null,"requester_id":5,"submitter_id":5,
                     "organization_id":null,"priority":null,"status":"OPEN","subject":null,"description":null,"via":null,
                     "tags":[]},"event":null}""");
            var priority = deliver(
                    payload,
                    event("priority_changed", "2026-09-07T02:00:00Z", "{\"previous\":null,\"current\":\"HIGH\"}"));

            assertThat(opened.get(0).ticketKey()).isEqualTo("desk/4711");
            assertThat(opened.get(0).occurredAt()).isEqualTo(Instant.parse("2026-09-07T01:00:00Z"));
            assertThat(opened.get(0).attrs())
                    .containsEntry("status_category", "open")
                    .doesNotContainKey("severity");
            assertThat(kinds(priority)).containsExactly(EventType.PRIORITY_CHANGED, EventType.SEVERITY_CHANGED);
        }

        @Test
        void aDeletionTakenBackIsWithdrawn() {
            deliver(payload, event("created", "2026-09-07T01:00:00Z", "{}"));
            var deleted = deliver(payload, event("marked_as_spam", "2026-09-07T02:00:00Z", "{}"));
            var back = deliver(payload, event("undeleted", "2026-09-07T03:00:00Z", "{}"));

            assertThat(deleted.get(0).attrs()).containsEntry("reason", "spam");
            assertThat(kinds(back)).containsExactly(EventType.CORRECTION);
            assertThat(Corrections.apply(log.all()).events())
                    .extracting(TicketEvent::kind)
                    .containsExactly(EventType.TICKET_OPENED);
        }

        @Test
        void markupOfTheOpeningIsNoText() {
            String html = "<!-- error 500 at 10:15 for all users --><style>p{width:404px}</style>"
                    + "<p style='color:#500'>\u90AE\u7BB1\u574F\u4E86<br/></p>";
            var opened = deliver(
                    payload,
                    event("created", "2026-09-07T01:00:00Z", "{}")
                            .replace("Nobody can log in, error 500 since 08:50, all users", html)
                            .replace("\"Login\"", "\"\u6C42\u52A9\""));

            assertThat(opened.get(0).attrs()).containsEntry("lacks", List.of("error_text", "time", "affected_users"));
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

        @Test
        void theNoteOfAMergeIsNoAnswerWhereNotesAre() {
            settings = new MappingSettings(Map.of(), Map.of(), Map.of(), List.of(), null, null, true, null);
            deliver(payload, opening);

            var merged = deliver(
                    payload,
                    state(
                                    "2026-09-07T01:00:00.500Z",
                                    "new",
                                    "1",
                                    article(3, "2026-09-07T01:05:00Z", "Agent", "note", false))
                            .replaceAll("\"body\":\"[^\"]*\"", "\"body\":\"merged\""));
            var note = deliver(
                    payload,
                    state(
                            "2026-09-07T01:00:00.500Z",
                            "new",
                            "1",
                            article(4, "2026-09-07T01:06:00Z", "Agent", "note", false)));

            assertThat(kinds(merged)).containsExactly(EventType.NOTE_INTERNAL);
            assertThat(kinds(note)).containsExactly(EventType.MESSAGE_AGENT);
        }

        @Test
        void aCallInWasAnsweredLiveAndSendersMayBeNumbers() {
            String call = opening.replace("\"email\",\n", "\"phone\",\n")
                    .replace("\"create_article_type\":\"email\"", "\"create_article_type\":\"phone\"")
                    .replace("\"customer_id\":5", "\"customer_id\":5,\"created_by_id\":9");
            var opened = deliver(payload, call);
            var answer = deliver(payload, answered.replace("\"sender\":\"Agent\"", "\"sender_id\":1"));

            assertThat(opened.get(0).attrs()).containsEntry("live", true).containsEntry("initiated_by", "customer");
            assertThat(kinds(answer)).contains(EventType.MESSAGE_AGENT);
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

        @Test
        void theReporterIsTheCustomerAlsoWhereTheDeliveryLeavesHimOut() {
            String colleague = issue("jira:issue_created", "")
                    .replace("\"accountType\":\"customer\"", "\"accountType\":\"atlassian\"");
            deliver(payload, colleague);
            String comment = """
                    {"timestamp":1788745800000,"webhookEvent":"comment_created","issue":{"id":"10002","key":"SUP-7",
                     "fields":{"summary":"Mail bounces","status":{"name":"Waiting for support"}}},
                     "comment":{"id":"%s","created":"2026-09-07T09:20:00.000+0800",%s
                       "author":{"accountId":"%s","accountType":"atlassian"}}}""";

            assertThat(kinds(deliver(payload, comment.formatted("1", "", "cust-1"))))
                    .containsExactly(EventType.MESSAGE_CUSTOMER);
            assertThat(kinds(deliver(payload, comment.formatted("2", "", "agent-1"))))
                    .containsExactly(EventType.MESSAGE_AGENT);
            assertThat(kinds(deliver(
                            payload,
                            comment.formatted(
                                    "3",
                                    "\"visibility\":{\"type\":\"role\",\"value\":\"Service Desk Team\"},",
                                    "agent-1"))))
                    .as("for a role only")
                    .containsExactly(EventType.NOTE_INTERNAL);
        }

        private String change(String id, String from, String to, String category) {
            return issue("jira:issue_updated", """
                    ,"changelog":{"id":%s,"items":[{"field":"status","fieldId":"status","fromString":"%s",
                      "toString":"%s"}]}""".formatted(id, from, to))
                    .replace("09:30:00", "1" + id + ":30:00")
                    .replace(
                            "{\"name\":\"Waiting for support\",\"statusCategory\":{\"key\":\"indeterminate\"}}",
                            "{\"name\":\"" + to + "\",\"statusCategory\":{\"key\":\"" + category + "\"}}");
        }

        @Test
        void aReopeningFromAStatusOfACustomWorkflowIsOne() {
            deliver(payload, issue("jira:issue_created", ""));
            assertThat(kinds(deliver(payload, change("0", "Waiting for support", "Fixed", "done"))))
                    .containsExactly(EventType.TICKET_SOLVED);
            assertThat(deliver(payload, change("1", "Fixed", "Verified", "done")))
                    .isEmpty();
            assertThat(kinds(deliver(payload, change("2", "Verified", "Triage", "indeterminate"))))
                    .containsExactly(EventType.TICKET_REOPENED);
        }

        @Test
        void theKindOfTodaysStatusIsNotThatOfAnEarlierChange() {
            deliver(payload, issue("jira:issue_created", ""));
            var late = deliver(
                    payload,
                    change("0", "Waiting for support", "Waiting for customer", "x")
                            .replace("{\"name\":\"Waiting for customer\"", "{\"name\":\"Fixed\"")
                            .replace("\"key\":\"x\"", "\"key\":\"done\"")
                            .replace("\"toString\":\"Waiting for customer\"", "\"toString\":\"Triage\""));

            assertThat(late).as("open, as the issue was").isEmpty();
            assertThat(mapping.unmapped()).containsExactly("Triage");
        }

        @Test
        void aDeletedIssueAndOneWithoutATimestampAreRead() {
            assertThat(kinds(deliver(payload, issue("jira:issue_deleted", ""))))
                    .containsExactly(EventType.TICKET_DELETED);
            assertThat(deliver(payload, issue("jira:issue_created", "").replace("\"timestamp\":1788745800000,", ""))
                            .get(0)
                            .occurredAt())
                    .isEqualTo(Instant.parse("2026-09-07T01:00:00.123Z"));
        }
    }
}
