package dev.watchkeeper.dns;

import java.util.ArrayList;
import java.util.List;

/**
 * The first few of what a stranger may give without end: twenty are kept, the rest is counted.
 */
final class Few<T> {
    static final int MOST = 20;

    private final List<T> kept = new ArrayList<>();
    private int all;

    /** The first twenty of a list. */
    static <T> List<T> of(List<T> list) {
        return list.size() <= MOST ? list : List.copyOf(list.subList(0, MOST));
    }

    void add(T one) {
        all++;
        if (kept.size() < MOST) {
            kept.add(one);
        }
    }

    /** Counts what was left out before it came here. */
    void addUnseen(int more) {
        all += more;
    }

    boolean isEmpty() {
        return all == 0;
    }

    /** How many there were in all. */
    int count() {
        return all;
    }

    List<T> kept() {
        return List.copyOf(kept);
    }
}
