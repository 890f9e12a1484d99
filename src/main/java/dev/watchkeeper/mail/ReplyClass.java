package dev.watchkeeper.mail;

import java.util.List;

/** What a server's answer asks of us. */
public enum ReplyClass {
    ACCEPTED,
    /** Try again by the schedule of the kind. */
    RETRY,
    /** The server counts us: not again before two minutes. */
    RETRY_SLOWLY,
    /** Our login or the server's certificate is wrong: every mail would fail, so the route rests. */
    ROUTE_DOWN,
    /** Our allowance for the day is used up: the route rests an hour at a time. */
    LIMIT_REACHED,
    ADDRESS_UNKNOWN,
    TOO_LARGE,
    REFUSED,
    /** The final dot was begun and nothing was read after it. */
    UNKNOWN_FATE;

    /** Marks of rate limits in the replies of large Chinese providers. */
    private static final List<String> SLOW_DOWN = List.of("DT:SPM", "HL:IFC", "HL:ICC", "MI:DMC", "MI:SFQ");

    public static ReplyClass of(SendOutcome outcome) {
        return switch (outcome.kind()) {
            case ACCEPTED -> ACCEPTED;
            case TLS, AUTH -> ROUTE_DOWN;
            case CORRUPT -> REFUSED;
            case BROKEN -> outcome.phase() == SendPhase.DOT ? UNKNOWN_FATE : RETRY;
            case REPLIED -> ofCode(outcome);
        };
    }

    private static ReplyClass ofCode(SendOutcome outcome) {
        int code = outcome.code();
        String enhanced = outcome.enhanced();
        if (code <= 0) {
            return outcome.phase() == SendPhase.DOT ? UNKNOWN_FATE : RETRY;
        }
        if (code == 530 || code == 534 || code == 535 || code == 538) {
            return ROUTE_DOWN;
        }
        if (code == 550 && (enhanced.equals("5.4.5") || outcome.says("RELAY LIMIT"))) {
            return LIMIT_REACHED;
        }
        if (code < 500) {
            return SLOW_DOWN.stream().anyMatch(outcome::says) ? RETRY_SLOWLY : RETRY;
        }
        if (enhanced.equals("5.1.1") || enhanced.equals("5.1.10")) {
            return ADDRESS_UNKNOWN;
        }
        if (code == 552 || enhanced.equals("5.2.3")) {
            return TOO_LARGE;
        }
        return REFUSED;
    }
}
