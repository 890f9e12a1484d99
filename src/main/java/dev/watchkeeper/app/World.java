package dev.watchkeeper.app;

import java.time.Clock;
import java.time.ZoneOffset;

/** Everything outside the process. Tests and the demo pass another one than {@link #real}. */
public record World(Clock clock) {
    /** The world as configured. */
    public static World real(Settings settings) {
        // Databases keep microseconds and round; an instant with fewer digits comes back equal.
        return new World(Clock.tickMillis(ZoneOffset.UTC));
    }
}
