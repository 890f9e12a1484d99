package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.maildns.MailDns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slips of the finger in records are named as such, and what only looks like a slip is left alone. */
class RecordSlipsTest {
    private static Looks looks;

    @BeforeAll
    static void start() throws IOException {
        looks = new Looks();
    }

    @AfterAll
    static void stop() throws IOException {
        looks.close();
    }

    private static MailDns look(String part, String... lines) {
        looks.load(new MailZone(Looks.D).with(part, lines).text());
        return looks.look();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DMARC1; p=reject; p=none; rua=mailto:d@kunde.test | DMARC_INVALID high | p stands twice (reject, none)",
                "v=DMARC1; p=rejct; rua=mailto:d@kunde.test | DMARC_INVALID high | p=rejct is no policy; reject was meant?",
                "v=DMARC1; p=qurantine | DMARC_INVALID high | quarantine was meant?",
                "v=DMARC1; p=reject; sp=rejekt; rua=mailto:d@kunde.test | DMARC_INVALID high | sp=rejekt is no policy; reject was meant?",
                "v=DMARC1; p=reject; np=nnoe; rua=mailto:d@kunde.test | DMARC_INVALID high | none was meant?",
                "v=DMARC1; policy=reject; rua=mailto:d@kunde.test | DMARC_INVALID high | policy' meant as p?",
                "v=DMARC1; p=reject; rau=mailto:d@kunde.test | DMARC_IGNORED_TAGS low,DMARC_NO_RUA low | rua was meant?",
                "v=DMARC1; p=reject; adkim=strict; rua=mailto:d@kunde.test | DMARC_IGNORED_TAGS low | adkim=s was meant?",
                "v=DMARC1; p=reject; rua=d@kunde.test | DMARC_IGNORED_TAGS low,DMARC_NO_RUA low | is no mailto: address",
                "v=DMARC1; p reject; rua=mailto:d@kunde.test | DMARC_IGNORED_TAGS low,DMARC_INVALID high | p reject' is not tag=value",
                "v=dmarc1; p=reject | DMARC_INVALID high | DMARC1 in capital letters",
                "V=DMARC1; p=reject; rua=mailto:d@kunde.test | '' | ''",
                "v = DMARC1 ; p = reject ; rua=mailto:d@kunde.test | '' | ''"
            })
    void dmarc(String record, String codes, String said) {
        MailDns look = look("DMARC", "_dmarc TXT \"" + record + "\"");

        assertThat(String.join(",", Looks.codes(look).stream().sorted().toList()))
                .isEqualTo(codes);
        assertThat(Looks.details(look)).contains(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=TLSRPTv1 ; rua=mailto:a@b.test", "v=TLSRPTv1;rua=https://b.test/r,mailto:a@b.test;"})
    void reportsThatCount(String record) {
        assertThat(Looks.codes(look("MORE", "_smtp._tls TXT \"" + record + "\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv12; rua=mailto:a@b.test | must begin with v=TLSRPTv1",
                "v=TLSRPTv1; rau=mailto:a@b.test | meant as rua?",
                "v=TLSRPTv1; rua=a@b.test | neither mailto: nor https:",
                "v=TLSRPTv1; rua = mailto:a@b.test | no blank may stand before"
            })
    void reportsThatDoNotCount(String record, String said) {
        MailDns look = look("MORE", "_smtp._tls TXT \"" + record + "\"");

        assertThat(Looks.codes(look)).containsExactly("TLSRPT_INVALID low");
        assertThat(Looks.details(look)).contains(said);
    }

    @Test
    void keys() {
        String whole = "v=DKIM1; k=rsa; p=" + MailZone.KEY_2048;
        List<String> faults = new ArrayList<>();
        for (String record : List.of(
                whole.substring(0, 255),
                whole.substring(0, 254),
                whole.substring(0, 300),
                whole.substring(0, whole.length() - 4),
                whole + "AAAA",
                whole.replace("p=", "P="),
                whole.replace("p=", "p=\""),
                whole + "; k=rsa",
                "v=DKIM1; k=rsa; p=" + MailZone.KEY_1024.substring(0, 60) + "ü")) {
            faults.add(DkimKey.parse(Txt.of(record)).fault());
        }

        assertThat(faults.get(0)).contains("cut at 255 characters").contains("of 392");
        assertThat(faults.get(1)).contains("the key is cut: 236 characters of 392");
        assertThat(faults.get(2)).contains("of 392");
        assertThat(faults.get(3)).contains("388 characters of 392");
        assertThat(faults.get(4)).contains("behind the end of the key");
        assertThat(faults.get(5)).contains("lower case");
        assertThat(faults.get(6)).contains("quotes");
        assertThat(faults.get(7)).contains("k stands twice");
        assertThat(faults.get(8)).contains("which base64 has not");
        assertThat(DkimKey.parse(Txt.of(whole)).bits()).isEqualTo(2048);
        assertThat(DkimKey.parse(Txt.of("k=rsa; p=" + MailZone.KEY_1024.replaceAll("(.{20})", "$1 ")))
                        .bits())
                .isEqualTo(1024);
    }

    @Test
    void senders() {
        assertThat(SpfRecord.parse(Txt.of("v=spf1 a:foo:bar/baz.example.com a:foo:bar/baz.example.com/24//64 -all"))
                        .faults())
                .isEmpty();
        assertThat(SpfRecord.parse(Txt.of("v=spf1 inlcude:x.example -all"))
                        .faults()
                        .get(0))
                .contains("include was meant?");
        MailDns look = look("SPF", "@ TXT \" v=spf1 include:_spf.google.com ~all\"");
        assertThat(Looks.codes(look)).containsExactly("SPF_MISSING high");
        assertThat(Looks.details(look)).contains("does_not_count");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, private",
        "172.16.3.4, private",
        "192.168.1.1, private",
        "100.64.1.1, private",
        "127.0.0.1, loopback",
        "169.254.1.1, link-local"
    })
    void mailServersThatNobodyReaches(String address, String word) {
        MailDns look = look("MX", "@ MX 1 smtp.google.com.", "@ MX 5 mx.kunde.test.", "mx A " + address);

        assertThat(Looks.codes(look)).containsExactly("MX_BAD_TARGET high");
        assertThat(Looks.details(look)).contains(address + " is " + word);
    }

    @Test
    void mailServersThatNobodyReachesByTheNewerProtocol() {
        for (String address :
                List.of("fd00::1", "fe80::1", "::1", "::ffff:10.0.0.1", "2002:a00:1::1", "64:ff9b::a00:1")) {
            MailDns look = look("MX", "@ MX 5 mx.kunde.test.", "mx AAAA " + address);

            assertThat(Looks.codes(look)).as(address).containsExactly("MX_BAD_TARGET critical");
        }
        assertThat(Looks.codes(look("MX", "@ MX 5 mx.kunde.test.", "mx AAAA 2a00::1")))
                .containsExactly("MX_NOT_GOOGLE critical");
    }
}
