package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A check that tells single events: of each subject the newest event that says anything decides. It begins a finding, or
 * it ends one. Immutable.
 */
final class EventCheck implements HealthCheck {
    /** What an event does to a finding about its subject. */
    enum Turn {
        BEGINS,
        ENDS,
        NOTHING
    }

    private final String id;
    private final List<String> logs;
    private final Set<String> names;
    private final String kind;
    private final Function<ActivityEvent, String> about;
    private final BiFunction<TenantFacts, ActivityEvent, Turn> turn;
    private final Consumer<TenantFacts> needs;
    private final boolean reacts;
    private final Duration grace;
    private final BiFunction<TenantFacts, String, @Nullable Severity> severity;

    private EventCheck(Builder builder) {
        id = builder.id;
        logs = List.copyOf(builder.logs);
        names = Set.copyOf(builder.names);
        kind = builder.kind;
        about = builder.about;
        turn = builder.turn;
        needs = builder.needs;
        reacts = builder.reacts;
        grace = builder.grace;
        severity = builder.severity;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        needs.accept(facts);
        List<ActivityEvent> events = new ArrayList<>();
        for (String log : logs) {
            events.addAll(Recent.all(facts, log, names.toArray(String[]::new)));
        }
        events.sort(ActivityEvent.OLDEST_FIRST);
        Map<String, ActivityEvent> newest = new LinkedHashMap<>();
        for (ActivityEvent event : events) {
            if (turn.apply(facts, event) != Turn.NOTHING) {
                newest.put(Recent.lower(about.apply(event)), event);
            }
        }
        Reaction reaction = reacts ? Reaction.of(facts) : Reaction.NONE;
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((name, event) -> {
            String subject = Plain.subject(kind, name);
            boolean over = turn.apply(facts, event) == Turn.ENDS || (reacts && reaction.came(name, event.at()));
            boolean waits = event.at().plus(grace).isAfter(facts.now());
            if (over) {
                verdicts.add(Verdict.over(subject, Evidence.of("at", event.at())));
            } else if (!waits
                    && Recent.counts(
                            facts,
                            id,
                            subject,
                            event.at(),
                            limits.days("news_days").plus(grace))) {
                verdicts.add(Verdict.fail(subject, evidence(name, event)).as(severity.apply(facts, name)));
            }
        });
        List<Verdict> all = reacts
                ? Standings.with(verdicts, facts, id, (finding, at) -> reaction.came(Standings.text(finding, kind), at))
                : verdicts;
        return all.isEmpty()
                ? List.of(Verdict.pass(
                        Evidence.of("log_read_until", facts.events(logs.get(0)).until())))
                : all;
    }

    private Evidence evidence(String name, ActivityEvent event) {
        return Evidence.of(kind, name)
                .with("event", event.name())
                .with("by", event.who())
                .with("value", event.text("NEW_VALUE").isEmpty() ? null : event.text("NEW_VALUE"))
                .with("setting", event.text("SETTING_NAME").isEmpty() ? null : event.text("SETTING_NAME"))
                .with("title", title(event))
                .with("address", event.ipAddress())
                .with("at", event.at());
    }

    private static @Nullable String title(ActivityEvent event) {
        for (String name : List.of("doc_title", "resource_title", "rule_name", "DEVICE_MODEL", "ROLE_NAME")) {
            if (!event.text(name).isEmpty()) {
                return event.text(name);
            }
        }
        String subject = event.at("message_info", "subject");
        return subject.isEmpty() ? null : subject;
    }

    /**
     * Begins a check.
     *
     * @param kind what findings are about: {@code user}, {@code file}, {@code setting}; also the name of the evidence
     */
    static Builder about(String id, String kind, Function<ActivityEvent, String> about) {
        return new Builder(id, kind, about);
    }

    /** Collects what a check looks at. */
    static final class Builder {
        private final String id;
        private final String kind;
        private final Function<ActivityEvent, String> about;
        private final List<String> logs = new ArrayList<>();
        private Set<String> names = Set.of();
        private BiFunction<TenantFacts, ActivityEvent, Turn> turn = (facts, event) -> Turn.BEGINS;
        private Consumer<TenantFacts> needs = facts -> {};
        private boolean reacts;
        private Duration grace = Duration.ZERO;
        private BiFunction<TenantFacts, String, @Nullable Severity> severity = (facts, name) -> null;

        private Builder(String id, String kind, Function<ActivityEvent, String> about) {
            this.id = id;
            this.kind = kind;
            this.about = about;
        }

        Builder in(String log, String... events) {
            if (!logs.contains(log)) {
                logs.add(log);
            }
            Set<String> all = new HashSet<>(names);
            all.addAll(List.of(events));
            names = all;
            return this;
        }

        Builder turning(BiFunction<TenantFacts, ActivityEvent, Turn> value) {
            turn = value;
            return this;
        }

        /** What else must be readable, so that silence means something; throws if it is not. */
        Builder needing(Consumer<TenantFacts> value) {
            needs = value;
            return this;
        }

        /** A new password, a sign-out everywhere or the end of the account ends it. */
        Builder endedByReaction() {
            reacts = true;
            return this;
        }

        /** So long it may still be taken back before it is told. */
        Builder after(Duration value) {
            grace = value;
            return this;
        }

        Builder severity(BiFunction<TenantFacts, String, @Nullable Severity> value) {
            severity = value;
            return this;
        }

        EventCheck build() {
            return new EventCheck(this);
        }
    }
}
