package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every log of events must do. */
public interface EventLogContract {
    Instant T0 = Instant.parse("2026-11-24T08:00:00Z");

    EventLog log();

    private static ActivityEvent event(
            String application,
            @Nullable Instant time,
            long qualifier,
            int index,
            String name,
            @Nullable String actor,
            Map<String, Object> parameters) {
        return new ActivityEvent(
                application, time, qualifier, index, "t", name, actor, "1", "203.0.113.7", 64500L, parameters);
    }

    private static ActivityEvent failure(int minute, long qualifier, String actor) {
        return event(
                "login", T0.plusSeconds(60L * minute), qualifier, 0, "login_failure", actor, Map.of("login_type", "x"));
    }

    private EventHistory login() {
        return log().history("a", "login", T0.minus(Duration.ofDays(1)), T0.plus(Duration.ofDays(1)));
    }

    private static EventQuery all(String... names) {
        return new EventQuery(Set.of(names), T0.minus(Duration.ofDays(300)), T0.plus(Duration.ofDays(1)));
    }

    @Test
    default void storesAnEventOnceHoweverOftenAndInWhateverOrderItComes() {
        List<ActivityEvent> page = List.of(failure(2, -5, "li@x"), failure(1, 7, "wu@x"));

        assertThat(log().add("a", "login", page, T0)).isEqualTo(2);
        assertThat(log().add("a", "login", page, T0)).isZero();
        assertThat(log().add("a", "login", List.of(failure(3, 9, "li@x"), failure(1, 7, "wu@x")), T0))
                .isEqualTo(1);
        assertThat(log().add("a", "login", List.of(failure(4, 1, "li@x"), failure(4, 1, "li@x")), T0))
                .isEqualTo(1);
        assertThat(login().list(all()))
                .extracting(e -> e.time())
                .containsExactly(T0.plusSeconds(60), T0.plusSeconds(120), T0.plusSeconds(180), T0.plusSeconds(240));
    }

    @Test
    default void givesBackWhatWasStored() {
        Map<String, Object> parameters = Map.of(
                "text",
                "<script>\u0000\r\n\u202E\uD800 \uD83D\uDE00'; drop table finding",
                "number",
                4821936017452283615L,
                "flag",
                true,
                "list",
                List.of("a", "b"),
                "message",
                Map.of("inner", Map.of("value", "x"), "n", 7L),
                "messages",
                List.of(Map.of("address", "ann@example.net")));
        ActivityEvent event =
                event("gmail", T0.plusMillis(123), -4821936017452283615L, 3, "delivery", "Li@X.example", parameters);
        log().add("a", "gmail", List.of(event), T0);

        ActivityEvent back =
                log().history("a", "gmail", T0, T0.plusSeconds(9)).list(all()).get(0);

        assertThat(back.time()).isEqualTo(event.time());
        assertThat(back.qualifier()).isEqualTo(event.qualifier());
        assertThat(back.index()).isEqualTo(3);
        assertThat(back.actor()).isEqualToIgnoringCase("Li@X.example");
        assertThat(back.asn()).isEqualTo(64500L);
        assertThat(back.parameters())
                .containsEntry("number", 4821936017452283615L)
                .containsEntry("flag", true);
        assertThat(back.texts("list")).containsExactly("a", "b");
        assertThat(back.at("message", "inner", "value")).isEqualTo("x");
        assertThat(back.text("text")).contains("<script>").contains("drop table");
    }

    @Test
    default void neverMixesTenantsOrApplications() {
        log().add("a", "login", List.of(failure(1, 1, "li@x")), T0);
        log().add("b", "login", List.of(failure(1, 1, "wu@y")), T0);
        log().add("a", "saml", List.of(event("saml", T0, 1, 0, "login_failure", "sam@x", Map.of())), T0);

        assertThat(login().list(all())).extracting(ActivityEvent::actor).containsExactly("li@x");
    }

    @Test
    default void findsByNameByPrefixAndByActorInAWindowThatExcludesItsEnd() {
        log().add(
                        "a",
                        "admin",
                        List.of(
                                event("admin", T0, 1, 0, "CUSTOMER_TAKEOUT_CREATED", "adm@x", Map.of()),
                                event("admin", T0.plusSeconds(1), 2, 0, "CUSTOMER_TAKEOVER", "adm@x", Map.of()),
                                event("admin", T0.plusSeconds(2), 3, 0, "SUSPEND_USER", "Root@x", Map.of())),
                        T0);
        EventHistory admin = log().history("a", "admin", T0, T0);

        assertThat(admin.list(all("CUSTOMER_TAKEOUT_*"))).hasSize(1);
        assertThat(admin.list(all("CUSTOMER_TAKEOUT_*", "SUSPEND_USER"))).hasSize(2);
        assertThat(admin.list(all().of("root@x"))).hasSize(1);
        assertThat(admin.list(all().between(T0, T0.plusSeconds(2)))).hasSize(2);
        assertThat(admin.count(all("SUSPEND_USER", "CUSTOMER_TAKEOVER"))).isEqualTo(2);
    }

    @Test
    default void countsBySlotByActorAndAtThePeak() {
        List<ActivityEvent> page = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            page.add(failure(i, i, i % 3 == 0 ? "Li@x" : "wu@x"));
        }
        log().add("a", "login", page, T0);

        assertThat(login().counts(all("login_failure"), 10))
                .containsExactly(Map.entry(T0, 10L), Map.entry(T0.plusSeconds(600), 2L));
        assertThat(login().perActor(all("login_failure"), 4, 10))
                .containsExactly(Map.entry("wu@x", 8L), Map.entry("li@x", 4L));
        assertThat(login().perActor(all("login_failure"), 5, 10)).containsOnlyKeys("wu@x");
        assertThat(login().peak(all("login_failure").of("wu@x"), 5)).isEqualTo(3);
        assertThat(login().peak(all("nothing"), 5)).isZero();
        List<Instant> times = new ArrayList<>();
        login().eachTime(all("login_failure"), times::add);
        assertThat(times).hasSize(12).isSorted();
    }

    @Test
    default void streamsMoreThanOnePageInOrder() {
        List<ActivityEvent> page = new ArrayList<>();
        for (int i = 4500; i > 0; i--) {
            // Many share an instant: order and paging must not lose any of them.
            page.add(failure(i / 1000, i, "li@x"));
        }
        log().add("a", "login", page, T0);

        List<ActivityEvent> read = login().list(all());

        assertThat(read).hasSize(4500).isSortedAccordingTo(ActivityEvent.OLDEST_FIRST);
    }

    @Test
    default void remembersForeverWhenARiskyAppWasFirstSeen() {
        Map<String, Object> risky = Map.of("client_id", "app1", "scope", List.of("https://mail.google.com/"));
        Map<String, Object> tame = Map.of("client_id", "app2", "scope", List.of("openid"));
        log().add("a", "token", List.of(event("token", T0, 1, 0, "authorize", "li@x", risky)), T0);
        log().add(
                        "a",
                        "token",
                        List.of(
                                event("token", T0.minusSeconds(60), 1, 0, "authorize", "li@x", risky),
                                event("token", T0.plusSeconds(60), 1, 0, "authorize", "li@x", risky),
                                event("token", T0, 2, 0, "authorize", "li@x", tame)),
                        T0);
        EventHistory token = log().history("a", "token", T0, T0);

        assertThat(token.firstSight("app1")).isEqualTo(T0.minusSeconds(60));
        assertThat(token.firstSight("app2")).isNull();
        log().forget("a", T0.plusSeconds(3600));
        assertThat(token.list(all())).isEmpty();
        assertThat(token.firstSight("app1")).isEqualTo(T0.minusSeconds(60));
    }

    @Test
    default void forgetsOldEventsButNeverTheAdminLog() {
        log().add("a", "login", List.of(failure(1, 1, "li@x"), failure(5, 2, "li@x")), T0);
        log().add("a", "admin", List.of(event("admin", T0, 1, 0, "CREATE_USER", "adm@x", Map.of())), T0);

        assertThat(log().forget("a", T0.plusSeconds(120))).isEqualTo(1);

        assertThat(login().list(all())).hasSize(1);
        assertThat(log().history("a", "admin", T0, T0).list(all())).hasSize(1);
    }

    @Test
    default void keepsEventsWithoutATimeApartAndCountsThemOnce() {
        List<ActivityEvent> page = List.of(
                event("admin", null, 1, 0, "CHANGE_APPLICATION_SETTING", "adm@x", Map.of()),
                event("admin", T0, 2, 0, "CREATE_USER", "adm@x", Map.of()));
        log().add("a", "admin", page, T0);
        log().add("a", "admin", page, T0);

        assertThat(log().unreadable("a")).containsExactly(Map.entry("admin", 1L));
        assertThat(log().unreadable("b")).isEmpty();
        assertThat(log().history("a", "admin", T0, T0).list(all())).hasSize(1);
    }
}
