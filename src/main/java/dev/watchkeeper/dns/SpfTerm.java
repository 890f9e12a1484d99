package dev.watchkeeper.dns;

import org.jspecify.annotations.Nullable;

/**
 * One term of an SPF record.
 *
 * @param qualifier {@code + - ~ ?}; a space for a modifier
 * @param name mechanism or modifier in lower case
 * @param domain the domain-spec as written; empty if there is none
 * @param everything true if its address range covers every sender of one family
 * @param unknown true for a modifier that no standard defines: receivers ignore it
 * @param net the range of an ip4 or ip6 term; null for any other
 */
record SpfTerm(
        String text,
        char qualifier,
        String name,
        String domain,
        boolean everything,
        boolean unknown,
        @Nullable SpfNet net) {
    SpfTerm(String text, char qualifier, String name, String domain, boolean everything, boolean unknown) {
        this(text, qualifier, name, domain, everything, unknown, null);
    }

    boolean isModifier() {
        return qualifier == ' ';
    }

    /** Costs one of the ten look-ups. */
    boolean asksDns() {
        return switch (name) {
            case "include", "a", "mx", "ptr", "exists", "redirect" -> !unknown;
            default -> false;
        };
    }

    /** The name depends on the sender, so it cannot be followed. */
    boolean hasMacro() {
        return domain.indexOf('%') >= 0;
    }

    boolean passes() {
        return qualifier == '+';
    }
}
