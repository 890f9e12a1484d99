package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.health.settings.RuleVerdict;
import dev.watchkeeper.health.settings.Statement;
import dev.watchkeeper.store.JdbiCursors;
import dev.watchkeeper.store.JdbiEventLog;
import dev.watchkeeper.store.JdbiSettingStates;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From stored admin events, the Directory's units and the Policy API to verdicts. */
class SettingsReaderTest {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    private static final RuleBook BOOK = SettingRulesReader.packaged();
    private static final Instant NOW = Instant.parse("2026-11-24T04:00:00Z");
    private static final Tenant TENANT = Tenants.aTenant();
    private static final String OUTLOOK = "GWS.GMAIL.10.1";

    private final List<PolicySource.Policy> policies = new ArrayList<>();
    private final List<Statement> answers = new ArrayList<>();
    private boolean granted = true;
    private List<FactReader> readers = List.of();

    @BeforeEach
    void build() {
        JdbiCursors cursors = new JdbiCursors(DATABASE.database());
        cursors.save(
                TENANT.id(),
                new Cursor("reports:admin", NOW.minusSeconds(8_640_000), NOW, null, null, NOW, "", "", null, 0));
        readers = SettingsReader.of(
                new JdbiEventLog(DATABASE.database()),
                cursors,
                BOOK,
                new FakeDirectory(),
                (tenant, deadline) -> policies,
                new JdbiSettingStates(DATABASE.database()),
                tenant -> answers);
    }

    private void said(int secondsAgo, String value, String unit) {
        new JdbiEventLog(DATABASE.database())
                .add(
                        TENANT.id(),
                        "admin",
                        List.of(new ActivityEvent(
                                "admin",
                                NOW.minusSeconds(secondsAgo),
                                secondsAgo,
                                0,
                                "EMAIL_SETTINGS",
                                "CHANGE_EMAIL_SETTING",
                                "li@example.com",
                                null,
                                null,
                                null,
                                Map.of(
                                        "SETTING_NAME",
                                        "ENABLE_OUTLOOK_SYNC",
                                        "NEW_VALUE",
                                        value,
                                        "ORG_UNIT_NAME",
                                        unit))),
                        NOW);
    }

    private KnownSettings read(Scope scope) throws SourceException {
        TenantFacts.Builder facts = TenantFacts.about(TENANT, NOW);
        for (FactReader reader : readers) {
            if (reader.serves(scope)) {
                reader.read(TENANT, NOW, Deadline.NONE, facts);
            }
        }
        return facts.build().settings().get();
    }

    private static Outcome outlook(KnownSettings settings) {
        return settings.rule(OUTLOOK).orElseThrow().outcome();
    }

    @Test
    void eventsOfTheWholeLogBecomeVerdictsAndStates() throws SourceException {
        said(500_000, "false", TENANT.primaryDomain());
        said(100, "true", "/Sales");

        KnownSettings settings = read(Scope.DAILY);

        assertThat(outlook(settings)).isEqualTo(Outcome.FAIL);
        assertThat(settings.rule(OUTLOOK).orElseThrow().places())
                .extracting(KnownSettings.Place::unit)
                .containsExactly("/Sales", "/Sales/Inside");
        assertThat(new JdbiSettingStates(DATABASE.database()).of(TENANT.id())).hasSize(2);
    }

    @Test
    void aContinuousRoundFoldsAgainOnlyWhenAnEventCame() throws SourceException {
        said(500_000, "false", TENANT.primaryDomain());
        KnownSettings first = read(Scope.DAILY);

        assertThat(read(Scope.CONTINUOUS)).isSameAs(first);
        said(100, "true", "/Sales");
        assertThat(outlook(read(Scope.CONTINUOUS))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void thePolicyApiIsASecondSourceOfEqualRank() throws SourceException {
        said(500_000, "true", TENANT.primaryDomain());
        policies.add(policy(1, false));
        policies.add(policy(2, true));
        assertThat(outlook(read(Scope.DAILY))).isEqualTo(Outcome.FAIL);
        policies.add(policy(3, false));

        KnownSettings settings = read(Scope.DAILY);

        assertThat(outlook(settings)).isEqualTo(Outcome.PASS);
        assertThat(settings.rule(OUTLOOK).orElseThrow().basis()).isEqualTo("policy_api");
    }

    @Test
    void anAdministratorsAnswerCountsUntilSomethingNewerIsSaid() throws SourceException {
        said(500_000, "true", TENANT.primaryDomain());
        assertThat(outlook(read(Scope.DAILY))).isEqualTo(Outcome.FAIL);
        answers.add(new Statement(
                "gmail|ENABLE_OUTLOOK_SYNC",
                "/",
                null,
                "false",
                NOW.minusSeconds(400_000),
                RuleVerdict.Evidence.ANSWER,
                "li@example.com"));

        KnownSettings settings = read(Scope.CONTINUOUS);

        assertThat(outlook(settings)).isEqualTo(Outcome.PASS);
        assertThat(settings.rule(OUTLOOK).orElseThrow().basis()).isEqualTo("answer");
        said(100, "true", TENANT.primaryDomain());
        assertThat(outlook(read(Scope.CONTINUOUS))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void withoutTheDirectoryTheUnitsThatEventsNameAreJudged() {
        granted = false;
        said(500_000, "false", TENANT.primaryDomain());
        said(100, "true", "/Sales");
        TenantFacts.Builder facts = TenantFacts.about(TENANT, NOW);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> readers.get(1).read(TENANT, NOW, Deadline.NONE, facts))
                .isInstanceOf(SourceException.class);

        assertThat(facts.build().settings().get().rule(OUTLOOK).orElseThrow().places())
                .extracting(KnownSettings.Place::unit)
                .containsExactly("/Sales");
    }

    private static PolicySource.Policy policy(double sortOrder, boolean value) {
        return new PolicySource.Policy(
                "policies/" + sortOrder,
                "gmail.workspace_sync_for_outlook",
                Map.of("enableGoogleWorkspaceSyncForMicrosoftOutlook", value),
                "root-id",
                null,
                sortOrder,
                true);
    }

    private final class FakeDirectory implements DirectorySource {
        @Override
        public void users(Tenant tenant, Deadline deadline, UserConsumer pages) {}

        @Override
        public List<User> superAdministrators(Tenant tenant, Deadline deadline) {
            return List.of();
        }

        @Override
        public List<Unit> units(Tenant tenant, Deadline deadline) throws SourceException {
            if (!granted) {
                throw new SourceException(SourceException.Kind.NOT_CONFIGURED, "directory:orgunits", "not granted");
            }
            return List.of(
                    new Unit("1", "root-id", "Sales", "/Sales", "/"),
                    new Unit("2", "1", "Inside", "/Sales/Inside", "/Sales"));
        }

        @Override
        public List<Domain> domains(Tenant tenant, Deadline deadline) {
            return List.of();
        }

        @Override
        public List<Group> groups(Tenant tenant, Deadline deadline) {
            return List.of();
        }

        @Override
        public List<RoleHolder> roleHolders(Tenant tenant, Deadline deadline) {
            return List.of();
        }
    }
}
