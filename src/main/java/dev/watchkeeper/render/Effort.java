package dev.watchkeeper.render;

import java.util.Set;

/** About how long putting something right takes: a switch, a round of users, a project. */
final class Effort {
    private static final Set<String> SWITCH = Set.of(
            "ATT-01", "ATT-02", "ATT-03", "ATT-05", "EML-04", "EML-05", "EML-07", "EML-08", "EML-14", "EML-15",
            "HYG-02", "HYG-07", "HYG-08", "HYG-09", "LEK-06", "LGN-08", "LGN-11", "LGN-12", "SHR-01", "SHR-02",
            "SHR-08", "SYN-04", "SYN-06");
    private static final Set<String> PROJECT =
            Set.of("EML-02", "EML-06", "HYG-01", "HYG-05", "SYN-09", "SYN-10", "LEK-02");

    private Effort() {}

    static String of(String checkId) {
        return SWITCH.contains(checkId) ? "s" : PROJECT.contains(checkId) ? "l" : "m";
    }
}
