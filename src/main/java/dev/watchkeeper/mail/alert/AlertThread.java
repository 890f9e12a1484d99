package dev.watchkeeper.mail.alert;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One conversation about one matter.
 *
 * @param incident the clock's key or the finding's id
 * @param epoch from 1; one more for each deadline that replaced another, or each time a finding came back
 * @param subjectZh and subjectEn: frozen with the first mail
 * @param dueAt the deadline named in the subject; null for findings
 * @param lastNoticeAt when people were last told of a pause or a move
 * @param acknowledgedBy who said "I am on it"; stops repeats, never a breach
 * @param facts of the newest mail, to print it again; null for findings
 */
public record AlertThread(
        String incident,
        int epoch,
        String tenantId,
        String subjectZh,
        String subjectEn,
        Instant openedAt,
        @Nullable Instant dueAt,
        State state,
        @Nullable Instant breachedAt,
        int repeats,
        @Nullable Instant lastNoticeAt,
        @Nullable String acknowledgedBy,
        @Nullable SlaAlert facts) {
    /** Whether more may come. */
    public enum State {
        OPEN,
        CLOSED
    }

    /**
     * The next conversation about a matter.
     *
     * @param before the one before it, open or closed
     */
    static AlertThread opened(
            Optional<AlertThread> before,
            String incident,
            String tenantId,
            String subjectZh,
            String subjectEn,
            @Nullable Instant dueAt,
            @Nullable SlaAlert facts,
            Instant now) {
        return new AlertThread(
                incident,
                before.map(AlertThread::epoch).orElse(0) + 1,
                tenantId,
                subjectZh,
                subjectEn,
                now,
                dueAt,
                State.OPEN,
                null,
                0,
                null,
                null,
                facts);
    }

    /** Names the thread in keys, references and the outbox: {@code 48213-fr-1}, later {@code 48213-fr-1e2}. */
    public String key() {
        return epoch == 1 ? incident : incident + "e" + epoch;
    }

    public boolean open() {
        return state == State.OPEN;
    }

    /** With its first mail. */
    AlertThread told(SlaAlert first) {
        return new AlertThread(
                incident,
                epoch,
                tenantId,
                subjectZh,
                subjectEn,
                openedAt,
                dueAt,
                state,
                first.kind() == SlaAlert.Kind.BREACH ? first.asOf() : null,
                repeats,
                lastNoticeAt,
                acknowledgedBy,
                first);
    }
}
