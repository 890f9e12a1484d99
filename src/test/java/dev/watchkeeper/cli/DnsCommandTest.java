package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.demo.LoopbackDns;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsCommandTest {
    private static LoopbackDns server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        server = LoopbackDns.start();
        server.load("""
                xn--bcher-kva.test. MX 1 smtp.google.com.
                xn--bcher-kva.test. TXT "v=spf1 include:_spf.google.com -all"
                _spf.google.com. TXT "v=spf1 ip4:192.0.2.0/24 ~all"
                smtp.google.com. A 127.0.0.9
                xn--strae-oqa.test. MX 0 .
                """);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bücher.test, xn--bcher-kva.test",
        "BÜCHER.TEST., xn--bcher-kva.test",
        "XN--BCHER-KVA.test, xn--bcher-kva.test",
        "bücher。test, xn--bcher-kva.test",
        "straße.test, xn--strae-oqa.test"
    })
    void namesInAnyWritingMeanTheSameDomain(String written, String domain) throws IOException {
        int code = run("dns", written, "--resolver", server.address(), "--json");

        JsonNode document = Json.MAPPER.readTree(out.toString());
        assertThat(code).as(err.toString()).isZero();
        assertThat(document.path("domain").asText()).isEqualTo(domain);
    }

    @Test
    void printsFindingsAndFactsAsPromised() throws IOException {
        run("dns", "bücher.test", "--resolver", server.address(), "--json");

        JsonNode document = Json.MAPPER.readTree(out.toString());
        assertThat(document.path("checked_at").asText()).endsWith("Z");
        assertThat(document.path("findings").findValuesAsText("code")).containsExactly("DKIM_MISSING", "DMARC_MISSING");
        assertThat(document.at("/findings/0/severity").asText()).isEqualTo("high");
        assertThat(document.at("/facts/spf/lookups").asInt()).isEqualTo(1);
        assertThat(document.at("/facts/spf/result").asText()).isEqualTo("ok");
        assertThat(document.at("/facts/mx/0/host").asText()).isEqualTo("smtp.google.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "localhost",
                "a..test",
                "x.test..",
                "192.0.2.1",
                "a b.test",
                "me@x.test",
                "http://x.test",
                "x.test/y",
                "_x.test"
            })
    void nonsenseIsWrongUsage(String written) {
        int code = run("dns", written, "--resolver", server.address(), "--json");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("is not a domain name");
    }

    @Test
    void aResolverThatIsNoneIsWrongUsage() {
        assertThat(run("dns", "x.test", "--resolver", "nine")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("9.9.9.9:53");
    }

    @Test
    void whatCannotBeReadIsToldAndMakesTheExitCodePartial() throws IOException {
        server.fault("_dmarc.xn--bcher-kva.test.", "*", LoopbackDns.Fault.SERVFAIL);
        int code = run("dns", "bücher.test", "--resolver", server.address(), "--json");
        server.clearFaults();

        JsonNode document = Json.MAPPER.readTree(out.toString());
        assertThat(code).isEqualTo(ExitCode.PARTIAL);
        assertThat(document.at("/unknown/dmarc").asText()).contains("servfail");
    }

    @Test
    void recordsToPublishStandInBothForms() throws IOException {
        run("dns", "bücher.test", "--resolver", server.address(), "--json");
        JsonNode missing = Json.MAPPER.readTree(out.toString()).at("/findings/1");
        assertThat(missing.at("/publish/0/name").asText()).isEqualTo("_dmarc.xn--bcher-kva.test");
        assertThat(missing.at("/publish/0/type").asText()).isEqualTo("TXT");
        assertThat(missing.at("/publish/0/value").asText())
                .isEqualTo("v=DMARC1; p=none; rua=mailto:postmaster@xn--bcher-kva.test");
        assertThat(missing.at("/publish/0/ttl").asInt()).isPositive();
        assertThat(missing.path("remove").isArray()).isTrue();
        assertThat(missing.path("takes_seconds").asInt()).isEqualTo(60);

        out.getBuffer().setLength(0);
        run("dns", "bücher.test", "--resolver", server.address());
        assertThat(out.toString())
                .contains("; ---- for the zone file ----")
                .contains("_dmarc.xn--bcher-kva.test. 60 IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@")
                .contains("Others may see the old state for up to 60 seconds.")
                .contains("Admin console alone")
                .doesNotContain("{")
                .doesNotContain("lookups=");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
