package dev.watchkeeper.demo.mail;

import static dev.watchkeeper.demo.mail.SceneData.text;

import dev.watchkeeper.mail.alert.Moment;
import dev.watchkeeper.mail.alert.OutageAlert;
import dev.watchkeeper.mail.alert.SlaAlert;
import dev.watchkeeper.tenant.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scenes that are alerts: ticket 48213, opened 08:05, due 09:05 in Shanghai. */
final class AlertScenes {
    static final Instant DUE = Instant.parse("2026-11-24T01:05:00Z");
    private static final Instant OPENED = Instant.parse("2026-11-24T00:05:00Z");

    private AlertScenes() {}

    static SlaAlert warning(Language language) {
        return alert(SlaAlert.Kind.MARK, "48213", "50", at("08:35"), DUE, null, language);
    }

    static SlaAlert breach(Language language) {
        return alert(SlaAlert.Kind.BREACH, "48213", "breach", DUE, DUE, null, language);
    }

    static SlaAlert answered(Language language) {
        return alert(SlaAlert.Kind.MET_LATE, "48213", "", at("09:12"), DUE, at("09:12"), language);
    }

    /** Ten minutes are left, and nobody has taken it: the lead hears of it. */
    static SlaAlert lastWarning(Language language) {
        return alert(SlaAlert.Kind.MARK, "48213", "warn", at("08:55"), DUE, null, language);
    }

    static SlaAlert inTime(Language language) {
        return alert(SlaAlert.Kind.MET, "48213", "", at("08:58"), DUE, at("08:58"), language);
    }

    static SlaAlert withdrawn(Language language) {
        return alert(SlaAlert.Kind.RETRACTED, "48213", "", at("09:20"), DUE, at("08:58"), language);
    }

    static SlaAlert moved(Language language) {
        return alert(SlaAlert.Kind.MOVED, "48213", "", at("08:40"), at("09:35"), null, language);
    }

    static SlaAlert paused(Language language) {
        return alert(SlaAlert.Kind.PAUSED, "48213", "", at("08:40"), null, null, language);
    }

    /** Seven tickets that fall due within the hour. */
    static List<SlaAlert> storm(Language language) {
        List<SlaAlert> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(alert(
                    SlaAlert.Kind.MARK, "4830" + i, "50", at("08:35"), DUE.plusSeconds(350L * i), null, language));
        }
        return all;
    }

    /** Google confirms at 08:40 that mail is late since 08:20. */
    static OutageAlert outage() {
        return outage(
                OutageAlert.Kind.OPENED, "08:40", null, "**Summary:** We are investigating reports of delayed mail.");
    }

    static OutageAlert outageOver() {
        return outage(OutageAlert.Kind.CLOSED, "10:05", "09:50", "The problem with Gmail is resolved.");
    }

    private static OutageAlert outage(OutageAlert.Kind kind, String at, @Nullable String end, String word) {
        return new OutageAlert(
                kind,
                "r7Kq2PzvWn",
                "Gmail: delays in sending and receiving mail",
                word,
                List.of("Gmail", "Meet"),
                at("08:20"),
                end == null ? null : at(end),
                at(at),
                "https://www.google.com/appsstatus/dashboard/incidents/r7Kq2PzvWn",
                true);
    }

    static Instant at(String shanghai) {
        return Instant.parse("2026-11-24T" + shanghai + ":00Z").minus(Duration.ofHours(8));
    }

    private static SlaAlert alert(
            SlaAlert.Kind kind,
            String ticket,
            String mark,
            Instant now,
            @Nullable Instant due,
            @Nullable Instant done,
            Language language) {
        List<Moment> events = new ArrayList<>();
        events.add(new Moment(OPENED, text("客户提交，开始计时", "Customer opened the ticket, clock starts")));
        events.add(new Moment(at("08:30"), text("状态改为「待处理」，未分配", "Status set to pending, unassigned")));
        if (done != null) {
            if (done.isAfter(DUE)) {
                events.add(new Moment(DUE, text("超时", "Target missed")));
            }
            events.add(new Moment(done, text("李敏公开回复", "Li Min replied in public")));
        } else if (kind == SlaAlert.Kind.BREACH) {
            events.add(new Moment(DUE, text("超时", "Target missed")));
        }
        return new SlaAlert(
                kind,
                ticket + "-fr-1",
                mark,
                1,
                "t88",
                ticket,
                text("邮件全部退信", "all mail bouncing").in(language),
                "https://helpdesk.example/tickets/" + ticket,
                "first_response",
                "S1",
                Duration.ofMinutes(60),
                "24x7",
                OPENED,
                due,
                Duration.between(OPENED, now),
                due == null ? Duration.ofMinutes(25) : Duration.between(now, due.isBefore(now) ? now : due),
                now,
                null,
                null,
                false,
                false,
                null,
                done,
                done == null ? null : text("李敏", "Li Min").in(language),
                kind == SlaAlert.Kind.PAUSED ? "waiting_customer" : null,
                at("08:55"),
                done == null ? null : "resolution",
                done == null ? null : at("12:05"),
                false,
                events);
    }
}
