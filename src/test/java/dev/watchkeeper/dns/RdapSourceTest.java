package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.demo.LoopbackRdap;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.Registration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registrations from a registry's server on loopback. */
class RdapSourceTest {
    private static final Instant NOW = Looks.NOW;
    private Looks looks;
    private LoopbackRdap rdap;

    @BeforeEach
    void start() throws IOException {
        looks = new Looks();
        looks.load(new MailZone(Looks.D).text());
        rdap = LoopbackRdap.start();
    }

    @AfterEach
    void stop() throws IOException {
        rdap.close();
        looks.close();
    }

    private RegistrationSource source() {
        return RdapSource.open(
                new DnsClient(looks.settings()), new RdapSettings(true, null, rdap.url(), 600), System::nanoTime);
    }

    private MailDns look(DnsHistory history) {
        return look(history, NOW, source());
    }

    private MailDns look(DnsHistory history, Instant now, RegistrationSource source) {
        return new MailDnsChecker(
                        new DnsClient(looks.settings()), Looks.NO_FETCH, source, Clock.fixed(now, ZoneOffset.UTC))
                .look(Looks.D, Expectations.NONE, history, true);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, DOMAIN_EXPIRING critical", "0, DOMAIN_EXPIRING critical", "1, DOMAIN_EXPIRING high",
                "7, DOMAIN_EXPIRING high",
        "8, DOMAIN_EXPIRING medium", "30, DOMAIN_EXPIRING medium", "31, DOMAIN_EXPIRING low", "60, DOMAIN_EXPIRING low"
    })
    void theNearerTheEndTheGraver(int days, String code) {
        rdap.register(Looks.D, NOW.plus(Duration.ofDays(days)).plusSeconds(60), "active");

        MailDns look = look(DnsHistory.NONE);

        assertThat(Looks.codes(look)).containsExactly(code);
        assertThat(look.findings().get(0).detail()).containsEntry("days_left", (long) days);
        assertThat(look.isAnswered()).isTrue();
    }

    @Test
    void aLongRegistrationIsAskedForOnceAWeek() {
        rdap.register(Looks.D, NOW.plus(Duration.ofDays(400)), "active");
        MailDns first = look(DnsHistory.NONE);
        DnsHistory history = DnsHistory.NONE.after(first);
        assertThat(Looks.codes(first)).isEmpty();
        assertThat(first.facts().get("registration")).asString().contains("400");

        RegistrationSource fresh = source();
        look(history, NOW.plus(Duration.ofDays(6)), fresh);
        assertThat(rdap.questions()).hasSize(1);
        look(history, NOW.plus(Duration.ofDays(7)), fresh);
        assertThat(rdap.questions()).hasSize(2);
    }

    @Test
    void aDomainSwitchedOffIsCriticalEvenWhereItIsGoneFromDns() {
        rdap.register(Looks.D, NOW.plus(Duration.ofDays(200)), "client hold", "client transfer prohibited");
        assertThat(Looks.codes(look(DnsHistory.NONE))).containsExactly("DOMAIN_HOLD critical");

        looks.load("");
        assertThat(Looks.codes(look(DnsHistory.NONE)))
                .containsExactlyInAnyOrder("DOMAIN_NXDOMAIN critical", "DOMAIN_HOLD critical");
    }

    @Test
    void whatTheRegistryDoesNotSayIsUnknownAndNeverWell() {
        for (String body : List.of(
                "",
                "{",
                "[]",
                "{\"ldhName\":\"other.test\"}",
                "{\"ldhName\":\"kunde.test\"}",
                "{\"ldhName\":\"kunde.test\",\"events\":[{\"eventAction\":\"expiration\",\"eventDate\":\"soon\"}]}")) {
            rdap.answer(Looks.D, 200, body, Map.of());

            MailDns look = look(DnsHistory.NONE);

            assertThat(Looks.codes(look)).as(body).containsExactly("DOMAIN_EXPIRY_UNKNOWN info");
            assertThat(look.gap(MailDnsArea.REGISTRATION)).as(body).isNotNull();
            assertThat(look.isAnswered()).isTrue();
        }
        rdap.answer(Looks.D, 500, "", Map.of());
        assertThat(Looks.codes(look(DnsHistory.NONE))).containsExactly("DOMAIN_EXPIRY_UNKNOWN info");
    }

    @Test
    void aSilentRegistryDoesNotUndoWhatItSaid() {
        rdap.register(Looks.D, NOW.plus(Duration.ofDays(5)).plusSeconds(9), "active");
        DnsHistory history = DnsHistory.NONE.after(look(DnsHistory.NONE));
        rdap.answer(Looks.D, 500, "", Map.of());

        MailDns later = look(history, NOW.plus(Duration.ofDays(1)), source());

        assertThat(Looks.codes(later)).containsExactly("DOMAIN_EXPIRING high");
    }

    @Test
    void aRegistryThatIsBusyIsLeftAlone() {
        rdap.answer(Looks.D, 429, "", Map.of("Retry-After", "3600"));
        RegistrationSource source = source();

        assertThat(source.read(Looks.D, NOW)).isEmpty();
        assertThat(source.read(Looks.D, NOW.plusSeconds(3_000))).isEmpty();
        assertThat(rdap.questions()).hasSize(1);
        rdap.register(Looks.D, NOW.plus(Duration.ofDays(100)), "active");
        assertThat(source.read(Looks.D, NOW.plusSeconds(3_601))).isPresent();
    }

    @Test
    void fewQuestionsAMinuteGoToOneServer() {
        RegistrationSource slow = RdapSource.open(
                new DnsClient(looks.settings()), new RdapSettings(true, null, rdap.url(), 1), System::nanoTime);
        rdap.register("a.test", NOW.plus(Duration.ofDays(100)), "active");
        rdap.register("b.test", NOW.plus(Duration.ofDays(100)), "active");

        assertThat(slow.read("a.test", NOW)).isPresent();
        assertThat(slow.read("b.test", NOW)).isEmpty();
        assertThat(slow.read("b.test", NOW.plusSeconds(60))).isPresent();
    }

    @Test
    void aSubdomainHasTheRegistrationOfItsParent() {
        rdap.register("kunde.test", NOW.plus(Duration.ofDays(5)), "active");
        RegistrationSource source = source();

        assertThat(source.read("mail.de.kunde.test", NOW).map(Registration::expires))
                .contains(NOW.plus(Duration.ofDays(5)));
        assertThat(rdap.questions()).containsExactly("mail.de.kunde.test", "de.kunde.test", "kunde.test");
    }

    @Test
    void redirectsAreFollowedThreeTimesAndNeverInside() {
        rdap.answer(Looks.D, 302, "", Map.of("Location", "/domain/b.test"));
        rdap.answer("b.test", 302, "", Map.of("Location", rdap.url() + "domain/kunde.test"));
        assertThat(source().read(Looks.D, NOW).orElseThrow().reason()).contains("redirects more than 3 times");

        rdap.answer(Looks.D, 302, "", Map.of("Location", "file:///etc/passwd"));
        assertThat(source().read(Looks.D, NOW).orElseThrow().reason()).contains("not followed");

        rdap.answer(Looks.D, 302, "", Map.of("Location", "https://intern.kunde.test/"));
        looks.load(new MailZone(Looks.D).with("MORE", "intern A 10.0.0.1").text());
        assertThat(source().read(Looks.D, NOW).orElseThrow().reason()).contains("no address that may be connected to");
    }

    @Test
    void theListOfServersIsPackagedAndReplaceable(@TempDir Path directory) throws IOException {
        RdapBootstrap packaged = RdapBootstrap.open(null);
        assertThat(packaged.server("example.com")).contains(URI.create("https://rdap.verisign.com/com/v1/"));
        assertThat(packaged.server("example.zz")).isEmpty();

        Path file = directory.resolve("dns.json");
        Files.writeString(file, "{\"services\":[[[\"zz\",\"co.zz\"],[\"http://x\",\"https://rdap.example\"]]]}");
        assertThat(RdapBootstrap.open(file).server("a.co.zz")).contains(URI.create("https://rdap.example/"));
        Files.writeString(file, "{}");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> RdapBootstrap.open(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dns.rdap.bootstrap");
    }

    @Test
    void aTestsOwnResolversAskNoRegistryOfTheWorld() {
        DnsClient client = new DnsClient(looks.settings());

        assertThat(RdapSource.open(client, new RdapSettings(true, null, null, 30), System::nanoTime))
                .isSameAs(RegistrationSource.OFF);
        assertThat(look(DnsHistory.NONE, NOW, RegistrationSource.OFF).findings())
                .extracting(DnsFinding::code)
                .isEmpty();
    }
}
