package dev.watchkeeper.cli;

import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.OutboxEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is in the outbox. */
@Command(
        name = "queue",
        description = "Lists mails that are not finished: pending, sending, uncertain, held.",
        mixinStandardHelpOptions = true)
final class MailQueueCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description =
                    "Only these: pending, sending, sent, uncertain, held, failed, expired, superseded, cancelled.")
    private List<String> states = new ArrayList<>();

    @Option(names = "--all", description = "All states.")
    private boolean all;

    @Mixin
    private final LimitOption limit = new LimitOption(200);

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        int oneMore = limit.andOneMore();
        try (MailStore store = MailStore.open(config.load())) {
            List<OutboxEntry> found = store.outbox().queue(wanted(), oneMore);
            List<OutboxEntry> entries = limit.cut(found);
            boolean more = limit.isExceededBy(found);
            if (json) {
                Json.print(
                        config.out(),
                        Json.object(
                                "mode",
                                store.mode().word(),
                                "mails",
                                entries.stream().map(MailQueueCommand::document).toList(),
                                "truncated",
                                more));
                return ExitCode.OK;
            }
            if (entries.isEmpty()) {
                config.out().println("no mail in the states asked for");
                return ExitCode.OK;
            }
            Table table = new Table("ID", "STATE", "KIND", "TO", "SUBJECT", "NEXT", "WHY");
            entries.forEach(e -> table.row(
                    e.id(),
                    e.state().name().toLowerCase(Locale.ROOT),
                    e.kind().word(),
                    e.toAddress(),
                    e.subject(),
                    e.nextAttemptAt(),
                    why(e)));
            table.print(config.out());
            if (more) {
                config.out().println(entries.size() + " mails; there are more, raise --limit");
            }
        }
        return ExitCode.OK;
    }

    private static @Nullable String why(OutboxEntry e) {
        if (e.state() == EntryState.UNCERTAIN) {
            return "perhaps delivered; the same bytes go once more: " + e.smtpReply();
        }
        return e.holdReason() != null ? e.holdReason() : e.smtpReply();
    }

    private Set<EntryState> wanted() {
        if (all) {
            return EnumSet.allOf(EntryState.class);
        }
        if (states.isEmpty()) {
            return EnumSet.of(EntryState.PENDING, EntryState.SENDING, EntryState.UNCERTAIN, EntryState.HELD);
        }
        EnumSet<EntryState> wanted = EnumSet.noneOf(EntryState.class);
        for (String state : states) {
            wanted.add(Arrays.stream(EntryState.values())
                    .filter(s -> s.name().equalsIgnoreCase(state))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("--state '" + state + "' is not known; accepted: "
                            + String.join(
                                    ", ",
                                    Arrays.stream(EntryState.values())
                                            .map(s -> s.name().toLowerCase(Locale.ROOT))
                                            .toList()))));
        }
        return wanted;
    }

    static Map<String, @Nullable Object> document(OutboxEntry e) {
        return Json.object(
                "id", e.id(),
                "key", e.dedupeKey(),
                "message_id", e.messageId(),
                "kind", e.kind().word(),
                "state", e.state().name().toLowerCase(Locale.ROOT),
                "mode", e.mode().word(),
                "to", e.toAddress(),
                "recipient", e.recipientId(),
                "subject", e.subject(),
                "incident", e.incident(),
                "created_at", e.createdAt().toString(),
                "not_before", e.notBefore().toString(),
                "expires_at", text(e.expiresAt()),
                "next_attempt_at", text(e.nextAttemptAt()),
                "attempts", e.attempts(),
                "tries", e.tries(),
                "uncertain", e.uncertain(),
                "hold_reason", e.holdReason(),
                "superseded_by", e.supersededBy(),
                "smtp_code", e.smtpCode(),
                "smtp_reply", e.smtpReply(),
                "accepted_at", text(e.acceptedAt()),
                "html_bytes", e.htmlBytes(),
                "sha256", e.sha256());
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
