package dev.watchkeeper.app;

import dev.watchkeeper.sla.OutboundDesk;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiOutboundEvents;
import dev.watchkeeper.tickets.OutboundDelivery;
import dev.watchkeeper.tickets.OutboundEvents;
import dev.watchkeeper.tickets.sources.OutboundSettings;
import dev.watchkeeper.tickets.sources.SignedWebhook;

/** What becomes of clocks, told to chat tools and the like: written with its cause, delivered by a loop. */
public record OutboundGraph(OutboundEvents events, OutboundDesk desk, OutboundDelivery delivery) {
    static OutboundGraph assemble(LiveConfiguration live, World world, Database database) {
        OutboundEvents events = new JdbiOutboundEvents(database);
        OutboundDesk desk = new OutboundDesk(
                events,
                () -> live.get().outbound().stream().map(OutboundSettings::id).toList(),
                (target, type) ->
                        live.get().outbound().stream().anyMatch(one -> one.id().equals(target) && one.wants(type)));
        SignedWebhook transport = new SignedWebhook(() -> live.get().outbound(), world.clock());
        return new OutboundGraph(events, desk, new OutboundDelivery(events, transport, world.clock()));
    }
}
