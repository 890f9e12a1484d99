package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.tickets.TicketEvent;
import java.util.List;
import java.util.function.Function;

/** Turns one vendor's webhook body into canonical events. Ids come from the body, which is signed, never from headers. */
interface PayloadMapping {
    /**
     * The events of one delivery; empty if it concerns no ticket.
     *
     * @param log what is known of a ticket so far, by its key in the source
     * @throws dev.watchkeeper.tickets.InvalidEvent if something that is needed is missing
     */
    List<TicketEvent> map(JsonNode body, Mapping mapping, Function<String, List<TicketEvent>> log);

    /** The tables of the preset, before the operator's are laid over them. */
    Mapping tables(String source, MappingSettings settings);
}
