package dev.watchkeeper.tickets;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts an event together field by field; for connectors and tests. Not shared between threads. */
public final class TicketEventBuilder {
    private final String source;
    private final String id;
    private final String type;
    private final String subject;
    private Instant occurredAt;
    private @Nullable Instant receivedAt;
    private @Nullable String customer;
    private @Nullable Actor actor;
    private @Nullable Channel channel;
    private boolean isPublic;
    private boolean automatic;
    private @Nullable Long seq;
    private @Nullable String from;
    private @Nullable String to;
    private final Map<String, Object> attrs = new LinkedHashMap<>();
    private @Nullable String rawRef;
    private TicketEvent.@Nullable Correction correction;
    private @Nullable Instant completeTo;
    private Map<String, Object> extensions = Map.of();
    private Map<String, Object> moreData = Map.of();

    TicketEventBuilder(String source, String id, String type, String subject, Instant occurredAt) {
        this.source = source;
        this.id = id;
        this.type = type;
        this.subject = subject;
        this.occurredAt = occurredAt;
    }

    TicketEventBuilder(TicketEvent event) {
        this(event.source(), event.id(), event.type(), event.subject(), event.occurredAt());
        receivedAt = event.receivedAt();
        customer = event.customer();
        actor = event.actor();
        channel = event.channel();
        isPublic = event.isPublic();
        automatic = event.automatic();
        seq = event.seq();
        from = event.from();
        to = event.to();
        attrs.putAll(event.attrs());
        rawRef = event.rawRef();
        correction = event.correction();
        completeTo = event.completeTo();
        extensions = event.extensions();
        moreData = event.moreData();
    }

    public TicketEventBuilder occurredAt(Instant at) {
        occurredAt = at;
        return this;
    }

    public TicketEventBuilder receivedAt(@Nullable Instant at) {
        receivedAt = at;
        return this;
    }

    public TicketEventBuilder customer(@Nullable String domain) {
        customer = domain;
        return this;
    }

    public TicketEventBuilder actor(@Nullable Actor who) {
        actor = who;
        return this;
    }

    public TicketEventBuilder channel(@Nullable Channel through) {
        channel = through;
        return this;
    }

    public TicketEventBuilder isPublic(boolean visible) {
        isPublic = visible;
        return this;
    }

    public TicketEventBuilder automatic(boolean notHuman) {
        automatic = notHuman;
        return this;
    }

    public TicketEventBuilder seq(@Nullable Long sequence) {
        seq = sequence;
        return this;
    }

    public TicketEventBuilder change(@Nullable String old, @Nullable String now) {
        from = old;
        to = now;
        return this;
    }

    public TicketEventBuilder attr(String name, Object value) {
        attrs.put(name, value);
        return this;
    }

    public TicketEventBuilder attrs(Map<String, Object> all) {
        attrs.putAll(all);
        return this;
    }

    public TicketEventBuilder rawRef(@Nullable String reference) {
        rawRef = reference;
        return this;
    }

    public TicketEventBuilder correction(TicketEvent.@Nullable Correction what) {
        correction = what;
        return this;
    }

    public TicketEventBuilder completeTo(@Nullable Instant watermark) {
        completeTo = watermark;
        return this;
    }

    public TicketEventBuilder extensions(Map<String, Object> unknown) {
        extensions = unknown;
        return this;
    }

    public TicketEventBuilder moreData(Map<String, Object> unknown) {
        moreData = unknown;
        return this;
    }

    public TicketEvent build() {
        return new TicketEvent(
                source,
                id,
                type,
                subject,
                occurredAt,
                receivedAt,
                customer,
                actor,
                channel,
                isPublic,
                automatic,
                seq,
                from,
                to,
                attrs,
                rawRef,
                correction,
                completeTo,
                extensions,
                moreData);
    }
}
