package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.Concern;
import dev.watchkeeper.health.Prediction;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stores of entitlements and predictions must do. */
public interface PromisesContract {
    LocalDate DAY = LocalDate.parse("2026-11-24");
    Instant NOW = Instant.parse("2026-11-24T04:00:00Z");

    Entitlements entitlements();

    Predictions predictions();

    private static Entitlement owed(String tenant, EntitlementKind kind, String from, String to) {
        return new Entitlement(tenant, kind, "premier", LocalDate.parse(from), LocalDate.parse(to), null, "", "");
    }

    @Test
    default void aPromiseIsScheduledOnceAndDoneOnce() {
        Entitlement check = owed("a", EntitlementKind.HEALTH_CHECK, "2026-10-01", "2027-01-01");
        entitlements().schedule(List.of(check, owed("a", EntitlementKind.TRAINING, "2026-01-01", "2027-01-01")));
        entitlements().schedule(List.of(check, owed("b", EntitlementKind.HEALTH_CHECK, "2026-10-01", "2027-01-01")));

        assertThat(entitlements().list("a")).hasSize(2);
        assertThat(entitlements().list("")).hasSize(3);
        assertThat(entitlements().covering("a", EntitlementKind.HEALTH_CHECK, DAY))
                .contains(check);
        assertThat(entitlements().covering("a", EntitlementKind.HEALTH_CHECK, LocalDate.parse("2027-01-01")))
                .isEmpty();
        assertThat(entitlements().done("a", check.kind(), check.from(), NOW, "audit run 1", "watchkeeper"))
                .isTrue();
        assertThat(entitlements().done("a", check.kind(), check.from(), NOW.plusSeconds(9), "again", "li"))
                .isFalse();
        entitlements().schedule(List.of(check));
        Entitlement done = entitlements().covering("a", check.kind(), DAY).orElseThrow();
        assertThat(done.doneAt()).isEqualTo(NOW);
        assertThat(done.evidence()).isEqualTo("audit run 1");
        entitlements().refresh(check, Entitlement.State.DUE);
    }

    private static Prediction prediction(String finding, double weight) {
        return new Prediction(
                "a",
                finding,
                "EML-09",
                "external_mail",
                new Text("mail", "邮件"),
                new Text("why", "原因"),
                new Text("do", "做"),
                weight,
                new Concern(Set.of("li@a.example", "wu@a.example"), Set.of("partner.example")));
    }

    @Test
    default void aDaysPredictionsReplaceEarlierOnesOfThatDay() {
        predictions().save("a", DAY, List.of(prediction("f1", 1.5), prediction("f2", 0.5)), NOW);
        predictions().save("a", DAY, List.of(prediction("f3", 2.0), prediction("f1", 1.0)), NOW);
        predictions().save("a", DAY.plusDays(1), List.of(), NOW);

        assertThat(predictions().of("a", DAY)).containsExactly(prediction("f3", 2.0), prediction("f1", 1.0));
        assertThat(predictions().of("a", DAY.plusDays(1))).isEmpty();
        predictions().link("a", DAY, "f3", "zendesk/7");
        assertThat(predictions().ticketsOf("f3")).containsExactly("zendesk/7");
        assertThat(predictions().findingsOf("zendesk/7")).containsExactly("f3");
        assertThat(predictions().ticketsOf("f1")).isEmpty();
        assertThat(predictions().between(DAY, DAY.plusDays(2)))
                .containsExactly(new Predictions.Forecasted("a", DAY, 3.0));
        assertThat(predictions().forget(DAY.plusDays(1))).isEqualTo(2);
        assertThat(predictions().of("a", DAY)).isEmpty();
    }
}
