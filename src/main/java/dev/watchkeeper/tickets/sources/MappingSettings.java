package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketSeverity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The editable tables of a source, laid over those of its preset. Names are compared without regard to case.
 *
 * @param statuses raw status, by its name or its id, to category; what stands nowhere is taken as open, and warned of
 * @param priorities raw priority to severity
 * @param customers organisation id or name, or mail domain, to the customer's primary domain
 * @param deskDomains mail domains of the support desk itself
 * @param channel the channel where the source tells none
 * @param severity the severity where the source tells no priority
 * @param notesAreMessages Zammad: true if public notes count as answers
 * @param keepText true keeps the opening text in the event (personal data); else only what it lacks is kept
 */
public record MappingSettings(
        Map<String, StatusCategory> statuses,
        Map<String, TicketSeverity> priorities,
        Map<String, String> customers,
        List<String> deskDomains,
        @Nullable Channel channel,
        @Nullable TicketSeverity severity,
        @Nullable Boolean notesAreMessages,
        @Nullable Boolean keepText) {
    public static final MappingSettings DEFAULT =
            new MappingSettings(Map.of(), Map.of(), Map.of(), List.of(), null, null, null, null);

    public MappingSettings {
        statuses = Map.copyOf(statuses);
        priorities = Map.copyOf(priorities);
        customers = Map.copyOf(customers);
        deskDomains = List.copyOf(deskDomains);
    }
}
