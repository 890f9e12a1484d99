package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Watch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Steps that take an account away from whoever misuses it: locked, deleted, signed out everywhere, password changed. */
final class Reaction {
    static final Reaction NONE = new Reaction();

    private final Map<String, Instant> newest = new HashMap<>();

    private Reaction() {}

    /** All that the logs show; a log that is not read shows none. */
    static Reaction of(TenantFacts facts) {
        Reaction reaction = new Reaction();
        for (ActivityEvent event : Recent.allIfKnown(
                facts, "admin", "SUSPEND_USER", "DELETE_USER", "CHANGE_PASSWORD", "RESET_SIGNIN_COOKIES")) {
            reaction.add(event.text("USER_EMAIL"), event.at());
        }
        for (String log : List.of("user_accounts", "login")) {
            for (ActivityEvent event : Recent.allIfKnown(facts, log, "password_edit", "account_disabled_*")) {
                reaction.add(Watch.about(event), event.at());
            }
        }
        return reaction;
    }

    private void add(String user, Instant at) {
        newest.merge(Recent.lower(user), at, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Whether somebody reacted for a user after an instant. */
    boolean came(String user, Instant after) {
        Instant at = newest.get(Recent.lower(user));
        return at != null && at.isAfter(after);
    }
}
