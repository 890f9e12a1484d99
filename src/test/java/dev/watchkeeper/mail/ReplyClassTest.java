package dev.watchkeeper.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyClassTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RCPT | 421 | 421 4.7.0 try again later               | RETRY
            RCPT | 450 | 450 4.2.1 the user is receiving mail too quickly | RETRY
            DOT  | 451 | 451 4.3.0 queue file write error        | RETRY
            RCPT | 452 | 452 4.2.2 mailbox full                  | RETRY
            DOT  | 451 | 451 DT:SPM 163 smtp5                    | RETRY_SLOWLY
            MAIL | 421 | 421 HL:ICC 163 smtp                     | RETRY_SLOWLY
            MAIL | 450 | 450 MI:DMC 163                          | RETRY_SLOWLY
            DOT  | 451 | 451 MI:SFQ                              | RETRY_SLOWLY
            MAIL | 530 | 530 5.7.0 Authentication Required       | ROUTE_DOWN
            MAIL | 550 | 550 5.4.5 Daily user sending limit exceeded | LIMIT_REACHED
            MAIL | 550 | 550 5.7.1 Daily SMTP relay limit exceeded for customer | LIMIT_REACHED
            RCPT | 550 | 550 5.1.1 no such user                  | ADDRESS_UNKNOWN
            RCPT | 550 | 550 5.1.10 RESOLVER.ADR.RecipientNotFound | ADDRESS_UNKNOWN
            DOT  | 552 | 552 5.3.4 message too big               | TOO_LARGE
            DOT  | 554 | 554 5.2.3 too large                     | TOO_LARGE
            DOT  | 554 | 554 5.7.1 rejected by policy            | REFUSED
            RCPT | 550 | 550 5.7.1 access denied                 | REFUSED
            DOT  | -1  | [EOF]                                   | UNKNOWN_FATE
            BODY | 0   | broken pipe                             | RETRY
            DATA | -1  | [EOF]                                   | RETRY
            """)
    void readsTheReply(SendPhase phase, int code, String reply, ReplyClass expected) {
        assertThat(ReplyClass.of(new SendOutcome(SendOutcome.Kind.REPLIED, phase, code, reply, "")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "BROKEN, CONNECT, RETRY",
        "BROKEN, DATA, RETRY",
        "BROKEN, BODY, RETRY",
        "BROKEN, DOT, UNKNOWN_FATE",
        "TLS, CONNECT, ROUTE_DOWN",
        "AUTH, CONNECT, ROUTE_DOWN",
        "CORRUPT, CONNECT, REFUSED",
        "ACCEPTED, DONE, ACCEPTED"
    })
    void readsTheKindOfFailure(SendOutcome.Kind kind, SendPhase phase, ReplyClass expected) {
        assertThat(ReplyClass.of(new SendOutcome(kind, phase, 0, "", ""))).isEqualTo(expected);
    }
}
