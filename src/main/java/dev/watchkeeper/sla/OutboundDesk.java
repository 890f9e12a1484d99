package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.OutboundEvent;
import dev.watchkeeper.tickets.OutboundEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells machines: every warning, breach, retraction and restatement as an outbound event for each target that wants it. */
public final class OutboundDesk implements NewsDesk {
    private final OutboundEvents outbound;
    private final Supplier<List<String>> targets;
    private final BiPredicate<String, String> wants;

    /**
     * Tells the given targets.
     *
     * @param targets ids of those that are told
     * @param wants whether a target wants a type of event
     */
    public OutboundDesk(OutboundEvents outbound, Supplier<List<String>> targets, BiPredicate<String, String> wants) {
        this.outbound = outbound;
        this.targets = targets;
        this.wants = wants;
    }

    @Override
    public void tell(List<ClockNews> news, Instant now) {
        news.forEach(one -> announce(one, now));
    }

    private void announce(ClockNews one, Instant now) {
        String type = switch (one.kind()) {
            case MARK -> "clock.warned";
            case BREACH -> "clock.breached";
            case RETRACTED -> "clock.retracted";
            case RESTATED -> "clock.restated";
            default -> "";
        };
        if (type.isEmpty()) {
            return;
        }
        Clock clock = one.clock();
        ClockBook.FallenMark mark = one.mark();
        String id = mark != null
                ? mark.key()
                : clock.id() + "/" + type.substring("clock.".length()) + "/" + clock.targetVersion() + "/"
                        + now.getEpochSecond();
        OutboundEvent event = new OutboundEvent(
                id, type, one.ticket().subject(), mark == null ? now : at(clock, mark), data(one, mark, now));
        for (String target : targets.get()) {
            if (wants.test(target, type)) {
                outbound.write(target, event, now);
            }
        }
    }

    /** The recorded breach is the last good instant, not the first late one. */
    private static Instant at(Clock clock, ClockBook.FallenMark mark) {
        Instant breach = clock.breachAt();
        return mark.mark().equals("breach") && breach != null ? breach : mark.markAt();
    }

    private static Map<String, Object> data(ClockNews one, ClockBook.@Nullable FallenMark mark, Instant now) {
        Clock clock = one.clock();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("ticket", clock.ticket());
        put(data, "customer", clock.customer());
        data.put("metric", clock.metric().word());
        data.put("cycle", clock.cycle());
        if (mark != null) {
            data.put("mark", mark.mark());
            data.put("late", mark.late());
        }
        put(data, "due_at", clock.dueAt());
        put(data, "breach_at", clock.verdict() == Verdict.BREACHED ? clock.breachAt() : null);
        put(data, "fulfilled_at", clock.fulfilledAt());
        data.put("verdict", clock.verdict().word());
        data.put("provisional", clock.isProvisional());
        data.put("severity", clock.severity().name());
        put(data, "plan", clock.plan());
        data.put("noticed_at", now.toString());
        return data;
    }

    private static void put(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value.toString());
        }
    }

    /** What a stale source makes known to those that are told by webhook. */
    public void announceStale(String sourceId, Instant since, Instant now) {
        OutboundEvent event = new OutboundEvent(
                "source/" + sourceId + "/stale/" + since.getEpochSecond(),
                "source.stale",
                sourceId,
                now,
                Map.of("source", sourceId, "since", since.toString(), "noticed_at", now.toString()));
        List<String> all = new ArrayList<>(targets.get());
        all.removeIf(target -> !wants.test(target, event.type()));
        all.forEach(target -> outbound.write(target, event, now));
    }
}
