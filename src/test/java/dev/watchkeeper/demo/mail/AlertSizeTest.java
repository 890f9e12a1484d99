package dev.watchkeeper.demo.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.fixture.StubReports;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.alert.AlertPreview;
import dev.watchkeeper.mail.alert.Moment;
import dev.watchkeeper.mail.alert.OutageAlert;
import dev.watchkeeper.mail.alert.SlaAlert;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Seal;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An alert is read on the way to somewhere else: 12 KB of HTML, however much there is to tell. */
class AlertSizeTest {
    private static final int LARGEST = 12 * 1024;
    private static final String LONG = "离职员工的邮箱仍在把客户的报价单转发到外部私人邮箱".repeat(20);
    private static final Mailbox SENDER = Mailbox.of("watchkeeper@reseller.example");
    private static final MailPolicy POLICY = new MailPolicy(MailMode.FILE, SENDER, SENDER, null, List.of(), 200);
    private static final Links LINKS = new Links(
            List.of("helpdesk.example"),
            "watchkeeper@reseller.example",
            Gate.at(
                    URI.create("https://notify.a-rather-long-name-of-a-reseller.example/watchkeeper"),
                    new Seal("0123456789abcdef0123456789abcdef", null)));

    private final AlertPreview alerts = new AlertPreview(POLICY, new JteRenderer(), LINKS, "1.0.0-SNAPSHOT");

    private static void fits(String name, Draft draft) {
        assertThat(draft.html().getBytes(StandardCharsets.UTF_8).length)
                .as(name)
                .isLessThanOrEqualTo(LARGEST);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everySceneFits(Language language) {
        List<Gallery.Exhibit> scenes = new Gallery(new JteRenderer(), StubReports.FILES, new MimeWriter())
                .all().stream()
                        .filter(scene ->
                                scene.language() == language && scene.draft().kind() == MailKind.ALERT)
                        .toList();
        assertThat(scenes).hasSizeGreaterThan(12);
        scenes.forEach(scene -> fits(scene.name(), scene.draft()));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aFindingWithMuchEvidenceFits(Language language) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        List<Moment> story = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            evidence.put("员工 " + i + " 的 " + LONG, LONG);
            story.add(new Moment(SceneData.YESTERDAY.plusSeconds(60L * i), Text.same(LONG)));
        }
        Finding f = DigestScenes.newAdministrator();
        Finding much = new Finding(
                f.id(),
                f.tenantId(),
                f.checkId(),
                "user:" + LONG,
                f.severity(),
                f.title(),
                Text.same(LONG),
                Text.same(LONG),
                evidence,
                f.firstSeenAt(),
                f.openedAt(),
                f.lastSeenAt(),
                null,
                1,
                null,
                null,
                null);
        Person reader = SceneData.manager(language);
        fits(
                "finding",
                alerts.finding(
                        much,
                        FindingEvent.Kind.OPENED,
                        SceneData.tenant("t88", LONG, LONG),
                        reader,
                        story,
                        SceneData.NOW));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void alertsAboutManyThingsFit(Language language) {
        Person reader = SceneData.manager(language);
        Tenant customer = SceneData.tenant("t88", LONG, LONG);
        List<SlaAlert> many = new ArrayList<>();
        Map<Tenant, List<String>> concerned = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            many.addAll(AlertScenes.storm(language));
        }
        for (int i = 0; i < 60; i++) {
            concerned.put(SceneData.tenant("t" + i, LONG, LONG), List.of("Gmail", "Google Meet", "Google Calendar"));
        }
        fits("storm", alerts.storm(many, a -> customer, reader, AlertScenes.at("08:36")));
        OutageAlert o = AlertScenes.outage();
        OutageAlert wordy = new OutageAlert(
                o.kind(), o.id(), LONG, LONG, o.products(), o.since(), o.ended(), o.at(), o.link(), o.grave());
        fits("outage", alerts.outage(wordy, concerned, reader));
    }
}
