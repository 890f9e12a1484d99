package dev.watchkeeper.health.incidents;

import dev.watchkeeper.tenant.Text;
import java.util.Locale;

/** What an incident does to users, least first; a word of Google's that we do not know is UNKNOWN and counts nowhere. */
public enum Impact {
    UNKNOWN,
    AVAILABLE,
    INFORMATION,
    DISRUPTION,
    OUTAGE;

    /** Reads {@code SERVICE_OUTAGE} and the like. */
    public static Impact of(String word) {
        for (Impact impact : values()) {
            if (impact != UNKNOWN && impact.googleWord().equals(word)) {
                return impact;
            }
        }
        return UNKNOWN;
    }

    /** The word in Google's feed. */
    public String googleWord() {
        return this == AVAILABLE ? "AVAILABLE" : "SERVICE_" + name();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public Text shown() {
        return switch (this) {
            case UNKNOWN -> new Text("not known", "未知");
            case AVAILABLE -> new Text("recovered", "已恢复");
            case INFORMATION -> new Text("note", "提示");
            case DISRUPTION -> new Text("partial", "部分中断");
            case OUTAGE -> new Text("major", "严重中断");
        };
    }

    public boolean isWorseThan(Impact other) {
        return compareTo(other) > 0;
    }
}
