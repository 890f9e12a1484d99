package dev.watchkeeper.mail;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What a mail is for; decides how it is retried, when it may be sent twice and who may receive it. */
public enum MailKind {
    DIGEST_DAILY("daily", "digest"),
    DIGEST_WEEKLY("weekly", "digest"),
    ALERT("alert", "alert"),
    /** A quarterly report for the account manager to look through. */
    REPORT_REVIEW("review", "report"),
    /** A quarterly report for the customer; only ever sent after a named approval. */
    REPORT_CUSTOMER("customer", "report"),
    /** Our own trouble, to whoever runs watchkeeper. */
    OPERATOR("operator", "operator");

    private final String word;
    private final String list;

    MailKind(String word, String list) {
        this.word = word;
        this.list = list;
    }

    /** The word stored in the database. */
    public String word() {
        return word;
    }

    /** The family, as it stands in List-Id: digest, alert, report or operator. */
    public String list() {
        return list;
    }

    /** Rings now and is stale soon: retried quickly, sent again at once when its fate is unknown. */
    public boolean urgent() {
        return this == ALERT || this == OPERATOR;
    }

    public boolean digest() {
        return this == DIGEST_DAILY || this == DIGEST_WEEKLY;
    }

    public static MailKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mail kind '" + word + "' is not known"));
    }

    static Set<MailKind> urgentOnes() {
        EnumSet<MailKind> urgent = EnumSet.allOf(MailKind.class);
        urgent.removeIf(kind -> !kind.urgent());
        return urgent;
    }
}
