package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Zammad's webhook and its database have in common: the same article gives the same event either way. */
final class ZammadArticles {
    /** Zammad's user 1: whatever does things by itself, and the owner of tickets without one. */
    static final String SYSTEM = "1";

    private ZammadArticles() {}

    static Mapping tables(String source, MappingSettings settings) {
        return new Mapping(
                source,
                settings,
                Map.of(
                        "new", StatusCategory.NEW,
                        "open", StatusCategory.OPEN,
                        "pending reminder", StatusCategory.WAITING_CUSTOMER,
                        "pending close", StatusCategory.WAITING_CUSTOMER,
                        "closed", StatusCategory.SOLVED),
                Map.of(
                        "4 urgent", TicketSeverity.S1,
                        "3 high", TicketSeverity.S2,
                        "2 normal", TicketSeverity.S3,
                        "1 low", TicketSeverity.S4));
    }

    /** Merged tickets tell their target only in the history; removed ones are gone. */
    static boolean isGone(String state) {
        return state.equalsIgnoreCase("merged") || state.equalsIgnoreCase("removed");
    }

    static TicketEventBuilder opened(
            Mapping mapping,
            String ticket,
            @Nullable String sender,
            @Nullable String type,
            @Nullable String customerId,
            @Nullable String creatorId,
            Instant at) {
        boolean byAgent = "Agent".equals(sender);
        Channel channel = channel(type);
        // An incoming call is written down by whoever took it, with the customer as its sender.
        boolean live = !byAgent
                && channel == Channel.HOTLINE
                && customerId != null
                && creatorId != null
                && !creatorId.equals(customerId)
                && !creatorId.equals(SYSTEM);
        TicketEventBuilder opened = mapping.event("ticket/" + ticket + "/opened", EventType.TICKET_OPENED, ticket, at)
                .actor(
                        byAgent || live
                                ? new Actor(Actor.Kind.AGENT, live ? creatorId : null, null)
                                : new Actor(Actor.Kind.CUSTOMER, customerId, null))
                .channel(mapping.channelOr(channel))
                .isPublic(true)
                .automatic("System".equals(sender))
                .attr("initiated_by", byAgent ? "agent" : "customer");
        return live ? opened.attr("live", true) : opened;
    }

    static TicketEvent event(
            Mapping mapping,
            String ticket,
            String article,
            @Nullable String sender,
            @Nullable String type,
            boolean internal,
            boolean autoResponse,
            @Nullable String author,
            Instant at) {
        boolean system = "System".equals(sender);
        boolean note =
                "note".equals(type) && !Boolean.TRUE.equals(mapping.settings().notesAreMessages());
        EventType kind = internal || (note && !"Customer".equals(sender))
                ? EventType.NOTE_INTERNAL
                : "Customer".equals(sender) ? EventType.MESSAGE_CUSTOMER : EventType.MESSAGE_AGENT;
        Actor.Kind actor =
                system ? Actor.Kind.SYSTEM : "Customer".equals(sender) ? Actor.Kind.CUSTOMER : Actor.Kind.AGENT;
        return mapping.event("article/" + article, kind, ticket, at)
                .actor(new Actor(actor, author, null))
                .channel(mapping.channelOr(channel(type)))
                .isPublic(!internal)
                .automatic(system || autoResponse)
                .rawRef("ticket_articles:" + article)
                .build();
    }

    private static @Nullable Channel channel(@Nullable String type) {
        return type == null
                ? null
                : switch (type.toLowerCase(Locale.ROOT)) {
                    case "email" -> Channel.EMAIL;
                    case "phone" -> Channel.HOTLINE;
                    case "chat" -> Channel.CHAT;
                    case "web" -> Channel.PORTAL;
                    default -> null;
                };
    }
}
