package dev.watchkeeper.health.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.Concern;
import dev.watchkeeper.health.TicketSign;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketMatchTest {
    private static final Concern LI = new Concern(Set.of("wei.li@x.example"), Set.of());
    private static final Concern PARTNER = new Concern(Set.of(), Set.of("partner.example"));

    private static TicketSign ticket(String text, String reporter) {
        return new TicketSign("z/1", Instant.EPOCH, text, reporter);
    }

    @ParameterizedTest
    @CsvSource({
        "external_mail, 收不到客户邮件, true",
        "external_mail, Mail from outside bounces, true",
        "external_mail, 打印机卡纸, false",
        "cannot_log_in, 无法登录, true",
        "cannot_log_in, I cannot sign in any more, true",
        "sharing, Client cannot open the shared link, true",
        "sync_and_oauth, Happy birthday, false",
        "outage, Meet is not working, true"
    })
    void aProblemOfAllIsMatchedByItsWords(String group, String text, boolean about) {
        assertThat(TicketMatch.isAbout(ticket(text, "any@x.example"), group, Concern.EVERYBODY))
                .isEqualTo(about);
    }

    @Test
    void aProblemOfOneIsMatchedByWhoReportsOrIsNamed() {
        assertThat(TicketMatch.isAbout(ticket("cannot sign in", "Wei.Li@x.example"), "cannot_log_in", LI))
                .isTrue();
        assertThat(TicketMatch.isAbout(ticket("wei.li cannot sign in", "hr@x.example"), "cannot_log_in", LI))
                .isTrue();
        assertThat(TicketMatch.isAbout(ticket("cannot sign in", "wu@x.example"), "cannot_log_in", LI))
                .isFalse();
        assertThat(TicketMatch.isAbout(ticket("mail bounces", "wei.li@x.example"), "cannot_log_in", LI))
                .as("another trouble of the same person")
                .isFalse();
        assertThat(TicketMatch.isAbout(ticket("help", "wei.li@x.example"), "cannot_log_in", LI))
                .isTrue();
    }

    @Test
    void aProblemWithAPartnerIsMatchedByTheDomain() {
        assertThat(TicketMatch.isAbout(ticket("mail from partner.example bounces", ""), "external_mail", PARTNER))
                .isTrue();
        assertThat(TicketMatch.isAbout(ticket("mail from no-partner.example bounces", ""), "external_mail", PARTNER))
                .isFalse();
    }
}
