package dev.watchkeeper.digest;

import dev.watchkeeper.mail.MailKind;

/** Which digest. */
public enum DigestKind {
    DAILY(MailKind.DIGEST_DAILY),
    WEEKLY(MailKind.DIGEST_WEEKLY);

    private final MailKind mail;

    DigestKind(MailKind mail) {
        this.mail = mail;
    }

    public MailKind mail() {
        return mail;
    }

    public String word() {
        return mail.word();
    }
}
