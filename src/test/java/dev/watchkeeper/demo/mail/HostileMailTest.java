package dev.watchkeeper.demo.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.StubReports;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.alert.AlertPreview;
import dev.watchkeeper.mail.alert.Moment;
import dev.watchkeeper.mail.alert.SlaAlert;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.render.ReportFiles;
import dev.watchkeeper.report.CustomerText;
import dev.watchkeeper.report.ReportDesk;
import dev.watchkeeper.report.ReportFacts;
import dev.watchkeeper.report.ReportPress;
import dev.watchkeeper.report.ReportRenderer;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, titles and reasons that strangers write, in every kind of mail and every file of a report. */
class HostileMailTest {
    private static final MailPolicy POLICY = new MailPolicy(
            MailMode.FILE,
            Mailbox.of("watchkeeper@reseller.example"),
            Mailbox.of("am-team@reseller.example"),
            null,
            List.of(),
            200);
    private static final Links LINKS = new Links(List.of("helpdesk.example"), "watchkeeper@reseller.example");

    /** Control characters, direction marks and characters without width. */
    private static final String UNSEEN =
            "[\\p{Cntrl}&&[^\\n\\t]]|[\\u200d-\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]";

    static Stream<String> texts() {
        return Stream.of(
                "<script>alert(1)</script> & \"Co\"",
                "Evil\r\nBcc: victim@x.example\r\n\r\n<b>body</b>",
                "\u202egnitekraM\u202c \u2066x\u2069\u0000\u0007",
                "na\u200bme\u200d with\ufeff zero\u200f width",
                "https://phish.example/login.html",
                "=HYPERLINK(\"http://x.example\")",
                "+1-1",
                "-1+cmd|' /C calc'!A0",
                "@SUM(1,1)",
                "${7*7} {name} %s #{x}",
                "<!--[if mso]>x<![endif]-->",
                "很长".repeat(3_000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noMailIsMoreThanItsText(String hostile) throws IOException {
        for (Language language : Language.values()) {
            for (Map.Entry<String, Draft> mail : mails(hostile, language).entrySet()) {
                check(mail.getKey() + "." + language.tag(), mail.getValue());
            }
        }
    }

    private static void check(String name, Draft draft) throws IOException {
        assertThat(draft.subject()).as(name).doesNotContainPattern(UNSEEN).doesNotContain("\n", "\u200b");
        assertThat(Columns.width(draft.subject())).as(name).isLessThanOrEqualTo(60);
        assertThat(draft.html())
                .as(name)
                .doesNotContain("<script", "<b>", "<!--[if mso]>x", "href=\"https://phish", "javascript:")
                .doesNotContainPattern(UNSEEN);
        assertThat(draft.html().getBytes(StandardCharsets.UTF_8).length)
                .as(name)
                .isLessThan(60 * 1024);
        assertThat(draft.text()).as(name).doesNotContainPattern(UNSEEN);
        assertThat(draft.text().lines().mapToInt(Columns::width).max().orElse(0))
                .as(name)
                .isLessThanOrEqualTo(78);
        Message message =
                new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(new MimeWriter().compose(draft)));
        assertThat(message.getBcc()).as(name).isNull();
        assertThat(message.getCc()).as(name).isNull();
        assertThat(message.getTo()).as(name).hasSize(1);
        assertThat(message.getHeader().getFields())
                .as(name)
                .allMatch(field -> field.getName().matches("[A-Z][A-Za-z-]+"));
    }

    private static Map<String, Draft> mails(String hostile, Language language) {
        AlertPreview alerts = new AlertPreview(POLICY, new JteRenderer(), LINKS, "1.0.0");
        Person reader = SceneData.manager(language);
        Person lead = SceneData.lead(language);
        Tenant customer = SceneData.tenant("t88", hostile, hostile);
        Map<String, Draft> all = new LinkedHashMap<>();
        for (SlaAlert.Kind kind : SlaAlert.Kind.values()) {
            all.put("sla " + kind, alerts.sla(alert(kind, hostile, language), AlertScenes.DUE, customer, reader, lead));
        }
        SlaAlert breach = alert(SlaAlert.Kind.BREACH, hostile, language);
        all.put("storm", alerts.storm(Collections.nCopies(7, breach), a -> customer, reader, AlertScenes.at("08:36")));
        all.put("deputy", alerts.insteadOf(reader).sla(breach, AlertScenes.DUE, customer, lead, null));
        Finding finding = finding(hostile, SceneData.YESTERDAY);
        List<Moment> story = List.of(new Moment(SceneData.YESTERDAY, Text.same(hostile)));
        for (FindingEvent.Kind change : List.of(
                FindingEvent.Kind.OPENED,
                FindingEvent.Kind.WORSENED,
                FindingEvent.Kind.REOPENED,
                FindingEvent.Kind.RESOLVED)) {
            all.put("finding " + change, alerts.finding(finding, change, customer, reader, story, SceneData.NOW));
        }
        all.put("flapping", alerts.flapping(finding, 4, customer, reader, SceneData.NOW));
        ReportPress press = press(StubReports.FILES);
        ReportFacts facts = facts(hostile, language);
        Tenant owner = facts.tenant();
        ReportDesk.Drafted made = press.set(facts);
        all.put("review", press.review(owner, made, reader, SceneData.NOW));
        all.put("reminder", press.reminder(owner, made.record(), reader, null, SceneData.NOW));
        Contact contact = owner.contacts().get(0);
        all.put("letter", press.letter(owner, made.record(), made.files(), reader, contact, SceneData.NOW));
        return all;
    }

    private static ReportPress press(ReportRenderer files) {
        return new ReportPress(files, new JteRenderer(), new MimeWriter(), () -> POLICY, p -> day -> true, "1.0.0");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void filesOfAReportHoldNoFormulaAndNoFurtherProperty(Language language) {
        ReportPress press = press(new ReportFiles("1.0.0"));
        texts().forEach(hostile -> {
            ReportDesk.Drafted made = press.set(facts(hostile, language));
            String csv = new String(made.files().csv(), StandardCharsets.UTF_8);
            assertThat(csv.substring(1).lines().flatMap(line -> Stream.of(line.split(",", -1))))
                    .as(hostile)
                    .noneMatch(cell -> cell.matches("\"?[=+\\-@\\t].*"));
            assertThat(csv.substring(1).replace("\r\n", "\n")).doesNotContainPattern(UNSEEN);
            String ics = new String(made.files().invitation(), StandardCharsets.UTF_8).replaceAll("\\r\\n[ \\t]", "");
            assertThat(ics.lines().map(line -> line.replaceAll("[:;].*", "")))
                    .as(hostile)
                    .containsOnlyOnce("ATTENDEE", "ORGANIZER", "SUMMARY", "DTSTART")
                    .allMatch(property -> property.matches("[A-Z-]+"));
            assertThat(made.files().pdf().length).isLessThan(600_000);
        });
    }

    private static SlaAlert alert(SlaAlert.Kind kind, String hostile, Language language) {
        SlaAlert a = AlertScenes.breach(language);
        return new SlaAlert(
                kind,
                a.incident(),
                a.mark(),
                a.targetVersion(),
                a.tenantId(),
                hostile,
                hostile,
                "javascript:" + hostile,
                hostile,
                a.severity(),
                a.target(),
                hostile,
                a.openedAt(),
                a.dueAt(),
                a.used(),
                a.remaining(),
                a.asOf(),
                a.ownerId(),
                hostile,
                a.replied(),
                true,
                a.asOf(),
                a.asOf(),
                hostile,
                hostile,
                a.warnAt(),
                hostile,
                a.dueAt(),
                a.acknowledged(),
                List.of(new Moment(a.openedAt(), Text.same(hostile))));
    }

    private static Finding finding(String hostile, Instant opened) {
        Text text = Text.same(hostile);
        return new Finding(
                "F-1",
                "t88",
                "LEK-05",
                hostile,
                Severity.CRITICAL,
                text,
                text,
                text,
                Map.of(hostile, hostile),
                opened,
                opened,
                opened,
                null,
                1,
                null,
                null,
                null);
    }

    private static ReportFacts facts(String hostile, Language language) {
        ReportFacts f = ReportScene.quarter(language);
        Tenant t = f.tenant();
        Tenant tenant = new Tenant(
                t.id(),
                hostile,
                hostile,
                t.domains(),
                t.customerId(),
                t.admin(),
                t.contracts(),
                t.manager(),
                t.zone(),
                language,
                t.profile(),
                t.mail(),
                t.contacts(),
                t.products(),
                t.notes());
        return new ReportFacts(
                tenant,
                f.manager(),
                f.quarter(),
                f.revision(),
                f.asOf(),
                List.of(finding(hostile, f.quarter().start(t.zone()).plusSeconds(60))),
                List.of(),
                List.of(new ReportFacts.CheckLine("LEK-05", hostile, Sighting.Outcome.FAIL, f.asOf())),
                f.trend(),
                f.service(),
                List.of(new CustomerText(hostile, hostile)),
                f.usage(),
                List.of(new ReportFacts.PlanLine(
                        new CustomerText(hostile, hostile), f.quarter().next().lastDay())));
    }
}
