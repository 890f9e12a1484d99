package dev.watchkeeper.digest;

/**
 * Every customer is in exactly one: something to do, else not checked, else changed, else unchanged.
 *
 * @param gapsAbove customers with a gap that are counted under "to do"
 */
public record Buckets(int total, int act, int notChecked, int changed, int unchanged, int gapsAbove) {
    public Buckets {
        if (act + notChecked + changed + unchanged != total) {
            throw new IllegalArgumentException(
                    act + " + " + notChecked + " + " + changed + " + " + unchanged + " customers are not " + total);
        }
        if (act < 0 || notChecked < 0 || changed < 0 || unchanged < 0 || gapsAbove < 0 || gapsAbove > act) {
            throw new IllegalArgumentException("a count of customers is out of bounds");
        }
    }

    /** All customers with a gap. */
    public int withGap() {
        return notChecked + gapsAbove;
    }
}
