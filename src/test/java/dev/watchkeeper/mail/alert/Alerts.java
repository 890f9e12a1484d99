package dev.watchkeeper.mail.alert;

import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts for tests: ticket 48213, opened 08:05 in Shanghai, due 09:05. */
public final class Alerts {
    static final Instant OPENED = Instant.parse("2026-11-24T00:05:00Z");
    static final Instant DUE = Instant.parse("2026-11-24T01:05:00Z");

    private Alerts() {}

    static SlaAlert mark(String mark, Instant now) {
        return alert(SlaAlert.Kind.MARK, "48213", mark, DUE, now, false, null);
    }

    static SlaAlert breach(Instant now) {
        return alert(SlaAlert.Kind.BREACH, "48213", "breach", DUE, now, false, null);
    }

    static SlaAlert of(SlaAlert.Kind kind, Instant now) {
        return alert(kind, "48213", "", DUE, now, false, now);
    }

    static SlaAlert alert(
            SlaAlert.Kind kind,
            String ticket,
            String mark,
            @Nullable Instant due,
            Instant now,
            boolean acknowledged,
            @Nullable Instant done) {
        return new SlaAlert(
                kind,
                "zd-" + ticket + "-fr-1",
                mark,
                1,
                "t88",
                ticket,
                "all mail bouncing",
                "https://helpdesk.example/tickets/" + ticket,
                "first_response",
                "S1",
                Duration.ofMinutes(60),
                "24x7",
                OPENED,
                due,
                Duration.between(OPENED, now),
                due == null ? Duration.ofMinutes(25) : Duration.between(now, due),
                now,
                null,
                null,
                false,
                false,
                null,
                done,
                done == null ? null : "Li Min",
                kind == SlaAlert.Kind.PAUSED ? "waiting_customer" : null,
                DUE.minusSeconds(600),
                null,
                null,
                acknowledged,
                List.of(new Moment(OPENED, new Text("Customer opened the ticket, clock starts", "客户提交，开始计时"))));
    }
}
