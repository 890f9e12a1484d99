package dev.watchkeeper.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The versions of the policy in their order. Immutable. */
public final class Policies {
    private final List<Policy> versions;

    private Policies(List<Policy> versions) {
        this.versions = versions;
    }

    /**
     * Orders the versions.
     *
     * @throws IllegalArgumentException if there is none, if two take effect together or belong to different policies
     */
    public static Policies of(Collection<Policy> given) {
        List<Policy> versions = new ArrayList<>(given);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("there is no policy; plans.yaml must define one");
        }
        versions.sort(Comparator.comparing(Policy::effectiveFrom, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparingInt(Policy::version));
        for (int i = 1; i < versions.size(); i++) {
            Policy one = versions.get(i - 1);
            Policy next = versions.get(i);
            if (!one.policy().equals(next.policy())) {
                throw new IllegalArgumentException("policies '" + one.policy() + "' and '" + next.policy()
                        + "' stand side by side; all versions must carry one name");
            }
            if (Objects.equals(one.effectiveFrom(), next.effectiveFrom())) {
                throw new IllegalArgumentException("versions " + one.version() + " and " + next.version()
                        + " of policy '" + one.policy() + "' take effect at the same instant; give each its own");
            }
        }
        return new Policies(List.copyOf(versions));
    }

    public List<Policy> versions() {
        return versions;
    }

    /** The version in force; before the first version the first one. */
    public Policy at(Instant at) {
        Policy inForce = versions.get(0);
        for (Policy version : versions) {
            Instant from = version.effectiveFrom();
            if (from != null && !from.isAfter(at)) {
                inForce = version;
            }
        }
        return inForce;
    }

    boolean isBeforeFirst(Instant at) {
        Instant first = versions.get(0).effectiveFrom();
        return first != null && at.isBefore(first);
    }

    /** Instants at which another version takes over. */
    List<Instant> changes() {
        return versions.stream()
                .skip(1)
                .map(Policy::effectiveFrom)
                .filter(Objects::nonNull)
                .toList();
    }
}
