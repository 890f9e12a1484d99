package dev.watchkeeper.app;

import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.smtp.MailSettings;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pages of tickets, as {@code link} of their source in {@code sources.yaml} has them. */
final class TicketLinks {
    private final LiveConfiguration live;

    TicketLinks(LiveConfiguration live) {
        this.live = live;
    }

    /** Null if the source is not known or names no page. */
    @Nullable
    String of(String sourceId, String subject) {
        for (SourceSettings source : live.get().sources()) {
            if (source.id().equals(sourceId)) {
                return source.linkTo(subject);
            }
        }
        return null;
    }

    /** What a mail may link to: the hosts of the settings, those of the sources' pages, and our own HTTP port. */
    Links allowed() {
        MailSettings settings = live.get().settings().mail();
        List<String> hosts = new ArrayList<>(settings.linkHosts());
        live.get().sources().stream()
                .map(SourceSettings::linkHost)
                .filter(Objects::nonNull)
                .forEach(hosts::add);
        return new Links(hosts, settings.replyTo(), settings.gate().orElse(null));
    }
}
