package dev.watchkeeper.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "Foo <a@b.example>",
                "\"a b\"@b.example",
                "李@b.example",
                "a@例子.cn",
                "a@b.example\r\nBcc: v@x.example",
                "a@b..example",
                "a@-b.example",
                "a@b.example.",
                "group: a@b.example;",
                "a@@b.example",
                "@b.example",
                ".a@b.example",
                "a.@b.example",
                "a..b@b.example",
                "a@[127.0.0.1]",
                ""
            })
    void refusesWhatWeDoNotSendTo(String address) {
        assertThatThrownBy(() -> Mailbox.of(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"li@reseller.example", "li.min+wk@xn--fsqu00a.xn--0zwm56d", "A_B%c-1@mail.reseller.example"})
    void takesOrdinaryAddresses(String address) {
        assertThat(Mailbox.of(address).address()).isEqualTo(address);
    }

    @Test
    void messageIdsAreDerivedFromKeysAndNeverShared() {
        assertThat(MessageIds.of("alert:48213-fr-1:breach:v1:am17", "reseller.example"))
                .isEqualTo("<alert.48213-fr-1.breach.v1.am17@reseller.example>");
        List<String> keys =
                List.of("a:b", "a b", "a_b", "a/b", "a-b", "a::b", "A:b:", "A:b", "工单", "客户", "x".repeat(200));
        assertThat(keys.stream().map(k -> MessageIds.of(k, "x.example")).distinct())
                .hasSize(keys.size())
                .allMatch(id -> id.matches("<[a-z0-9-]+(\\.[a-z0-9-]+)*@x\\.example>"), "is a dot-atom");
    }

    @Test
    void liveModeHoldsStrangersButLetsACustomersReportGoToItsOwnDomain() {
        MailPolicy live = new MailPolicy(
                MailMode.LIVE, Mailbox.of("w@r.example"), Mailbox.of("t@r.example"), null, List.of("R.example"), 200);
        assertThat(live.objection(MailKind.ALERT, Mailbox.of("li@r.example"), List.of()))
                .isEmpty();
        assertThat(live.objection(MailKind.ALERT, Mailbox.of("it@xinghai.example"), List.of("xinghai.example")))
                .contains("recipient domain xinghai.example is not in mail.allowedDomains");
        assertThat(live.objection(
                        MailKind.REPORT_CUSTOMER, Mailbox.of("it@xinghai.example"), List.of("xinghai.example")))
                .isEmpty();
        assertThat(live.keptInFiles().mode()).isEqualTo(MailMode.FILE);
    }
}
