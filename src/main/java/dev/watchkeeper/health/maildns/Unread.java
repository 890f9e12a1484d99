package dev.watchkeeper.health.maildns;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What one look could not read.
 *
 * @param reasons the areas, each with the reason
 * @param outOfReach those of them that cannot be read from where we run, whatever the state of the domain
 * @param ourTrouble why it is our own DNS that cannot read anything; empty if it can
 */
public record Unread(Map<MailDnsArea, String> reasons, Set<MailDnsArea> outOfReach, String ourTrouble) {
    public static final Unread NOTHING = new Unread(Map.of(), Set.of(), "");

    public Unread {
        Map<MailDnsArea, String> gaps = new EnumMap<>(MailDnsArea.class);
        gaps.putAll(reasons);
        reasons = Collections.unmodifiableMap(gaps);
        outOfReach = Set.copyOf(outOfReach);
    }

    /** Gaps of the domain itself. */
    public static Unread of(Map<MailDnsArea, String> reasons) {
        return new Unread(reasons, Set.of(), "");
    }
}
