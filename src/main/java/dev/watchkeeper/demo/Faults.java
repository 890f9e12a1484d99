package dev.watchkeeper.demo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that wait for their turn. Safe for use by several threads. */
public final class Faults {
    private final List<Planned> planned = new CopyOnWriteArrayList<>();

    private record Planned(String customer, String operation, Fault fault, AtomicInteger left) {}

    /**
     * Lets the next answers go wrong.
     *
     * @param customer a customer id, or {@code *}
     * @param operation {@code activities:login}, {@code usage:customer}, {@code usage:user}, {@code directory:users},
     *     {@code policies}, {@code token}; a prefix such as {@code activities} or the empty text matches more
     * @param times how often; the first planned that fits is used up first
     */
    public void plan(String customer, String operation, Fault fault, int times) {
        planned.add(new Planned(customer, operation, fault, new AtomicInteger(times)));
    }

    public void forEver(String customer, String operation, Fault fault) {
        plan(customer, operation, fault, Integer.MAX_VALUE);
    }

    public void clear() {
        planned.clear();
    }

    Optional<Fault> next(String customer, String operation) {
        for (Planned one : planned) {
            boolean fits = (one.customer().equals("*") || one.customer().equals(customer))
                    && operation.startsWith(one.operation());
            if (fits && one.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Optional.of(one.fault());
            }
        }
        return Optional.empty();
    }
}
