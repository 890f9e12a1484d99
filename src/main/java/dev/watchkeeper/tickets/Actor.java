package dev.watchkeeper.tickets;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who did it; id and name are those of the source. */
public record Actor(
        Kind kind, @Nullable String id, @Nullable String name) {
    /** Which side the actor stands on. */
    public enum Kind {
        CUSTOMER,
        /** A human member of the support desk; not a bot, a rule or the ticket system. */
        AGENT,
        SYSTEM,
        /** A vendor, or an unknown person on copy: starts, resumes and fulfils nothing. */
        THIRD_PARTY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "actor kind '" + word + "' is not known; accepted: customer, agent, system, third_party");
        }
    }

    public static Actor customer(String id) {
        return new Actor(Kind.CUSTOMER, id, null);
    }

    public static Actor agent(String id) {
        return new Actor(Kind.AGENT, id, null);
    }

    public static Actor system(String id) {
        return new Actor(Kind.SYSTEM, id, null);
    }
}
