package dev.watchkeeper.mail;

import java.util.List;

/** The ways out of a digest, for List-Unsubscribe: https first where we are reachable, then mail. */
@FunctionalInterface
public interface UnsubscribeLinks {
    List<String> of(String recipientId, MailKind kind);

    /** Mail only. */
    static UnsubscribeLinks byMail(String mailbox) {
        return (recipient, kind) -> List.of("mailto:" + mailbox + "?subject=UNSUBSCRIBE%20" + kind.word());
    }
}
