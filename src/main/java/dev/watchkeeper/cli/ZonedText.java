package dev.watchkeeper.cli;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants of one listing in one zone, which its heading names; only an hour that comes twice shows its offset. */
record ZonedText(ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TWICE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    String time(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        boolean twice = zone.getRules().getValidOffsets(local).size() > 1;
        return (twice ? TWICE : TIME).format(at.atZone(zone));
    }

    /** {@code Asia/Shanghai}, or UTC. */
    String name() {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }

    static String length(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
