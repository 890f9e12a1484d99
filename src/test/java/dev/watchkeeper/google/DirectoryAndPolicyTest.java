package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.audit.AccessProbe.Access;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.DirectorySource;
import dev.watchkeeper.audit.DirectorySource.Domain;
import dev.watchkeeper.audit.DirectorySource.Group;
import dev.watchkeeper.audit.DirectorySource.Unit;
import dev.watchkeeper.audit.DirectorySource.User;
import dev.watchkeeper.audit.PolicySource.Policy;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.Fault;
import dev.watchkeeper.tenant.Tenant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryAndPolicyTest {
    private static final String SCOPE = "https://www.googleapis.com/auth/";
    private static EmulatedGoogle world;
    private static int number;
    private EmulatedCustomer customer;
    private Tenant tenant;

    @BeforeAll
    static void start() {
        world = new EmulatedGoogle();
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @BeforeEach
    void newCustomer() {
        world.reset();
        String domain = "d" + ++number + ".example";
        customer = new EmulatedCustomer("C0d" + number, List.of(domain, "x" + domain), 1_200, 9, ZoneOffset.UTC);
        tenant = EmulatedGoogle.tenant("d" + number, customer.id(), "admin@" + domain);
        world.emulator.add(customer);
    }

    private static DirectorySource directory() {
        return world.google.directory();
    }

    @Test
    void accountsAreReadWithTheirStatePageByPage() throws Exception {
        customer.change(3, u -> u.suspended("ADMIN").enforced(true).enrolled(false));
        customer.change(4, u -> u.lastSeen(null).administrator(true));
        List<User> users = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        directory().users(tenant, Deadline.NONE, page -> {
            pages.add(page.size());
            users.addAll(page);
        });
        assertThat(pages).containsExactly(500, 500, 200);
        assertThat(users.get(0).admin()).isTrue();
        assertThat(users.get(3))
                .extracting(User::suspended, User::suspensionReason, User::enrolledIn2Sv, User::enforcedIn2Sv)
                .containsExactly(true, "ADMIN", false, true);
        assertThat(users.get(4).lastLogin()).isNull();
        assertThat(users.get(5).lastLogin()).isNotNull();
        assertThat(users).extracting(User::hasRecoveryPhone).contains(true, false);
        assertThat(directory().superAdministrators(tenant, Deadline.NONE))
                .extracting(User::email)
                .containsExactly(customer.email(0), customer.email(4));
    }

    @Test
    void structureIsRead() throws Exception {
        customer.unit("/Sales").unit("/Sales/North").group("info@d.example", "Info", 12);
        List<Unit> units = directory().units(tenant, Deadline.NONE);
        assertThat(units).extracting(Unit::path).containsExactly("/Sales", "/Sales/North");
        assertThat(units.get(1).parentId()).isEqualTo(units.get(0).id());
        assertThat(directory().domains(tenant, Deadline.NONE))
                .extracting(Domain::primary, Domain::verified)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(true, true),
                        org.assertj.core.groups.Tuple.tuple(false, true));
        assertThat(directory().groups(tenant, Deadline.NONE))
                .extracting(Group::email, Group::members)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("info@d.example", 12L));
        assertThat(directory().roleHolders(tenant, Deadline.NONE))
                .singleElement()
                .satisfies(holder -> {
                    assertThat(holder.role()).isEqualTo("_SEED_ADMIN_ROLE");
                    assertThat(holder.superAdmin()).isTrue();
                });
    }

    @Test
    void policiesAreReadOverBlankPages() throws Exception {
        for (int i = 0; i < 130; i++) {
            customer.policy("gmail.setting_" + i, "/Sales", Map.of("enabled", i % 2 == 0, "size", i));
        }
        List<Policy> policies = world.google.policies().policies(tenant, Deadline.NONE);
        assertThat(policies).hasSize(130);
        assertThat(policies.get(7).type()).isEqualTo("gmail.setting_7");
        assertThat(policies.get(7).value()).containsEntry("enabled", false).containsEntry("size", 7L);
        assertThat(policies.get(7).orgUnitId()).isNotBlank().doesNotContain("/");
    }

    @Test
    void whatWasNeverGrantedIsNotConfiguredAndSpoilsNothingElse() throws Exception {
        customer.refuse(SCOPE + "admin.directory.group.readonly").refuse(SCOPE + "cloud-identity.policies.readonly");
        assertKind(Kind.NOT_CONFIGURED, () -> directory().groups(tenant, Deadline.NONE));
        assertKind(Kind.NOT_CONFIGURED, () -> world.google.policies().policies(tenant, Deadline.NONE));
        assertThat(directory().domains(tenant, Deadline.NONE)).hasSize(2);
    }

    @Test
    void whatIsRefusedDespiteTheGrantIsAPermission() {
        customer.strip(customer.email(0));
        assertKind(Kind.PERMISSION, () -> directory().units(tenant, Deadline.NONE));
    }

    @Test
    void theDoctorSaysWhatWorksAndWhatIsLost() {
        customer.refuse(SCOPE + "admin.directory.rolemanagement.readonly");
        world.emulator.faults().forEver(customer.id(), "usage", Fault.error(403, "forbidden", "", "No access"));
        List<Access> found = world.google.doctor().probe(tenant, Deadline.NONE);
        assertThat(found)
                .hasSize(8)
                .allSatisfy(access -> assertThat(access.lost()).isNotBlank());
        assertThat(found.stream().filter(a -> !a.works()))
                .extracting(a -> a.scope().substring(SCOPE.length()), Access::kind, Access::optional)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("admin.reports.usage.readonly", "permission", false),
                        org.assertj.core.groups.Tuple.tuple(
                                "admin.directory.rolemanagement.readonly", "not_configured", true));
    }

    private interface Reading {
        Object read() throws SourceException;
    }

    private static void assertKind(Kind kind, Reading reading) {
        assertThatThrownBy(reading::read)
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
