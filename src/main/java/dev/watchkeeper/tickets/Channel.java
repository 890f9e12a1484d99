package dev.watchkeeper.tickets;

import java.util.Locale;

/** How a contact reached the desk. */
public enum Channel {
    HOTLINE,
    PORTAL,
    EMAIL,
    CHAT,
    /** A remote-assistance session, nearly always on an existing ticket. */
    REMOTE;

    /** The lower-case word used in events, policies and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Channel of(String word) {
        for (Channel channel : values()) {
            if (channel.word().equals(word)) {
                return channel;
            }
        }
        throw new IllegalArgumentException(
                "channel '" + word + "' is not known; accepted: hotline, portal, email, chat, remote");
    }
}
