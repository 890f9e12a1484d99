package dev.watchkeeper.mail.page;

/**
 * A part of a whole. Printed with one decimal, cut and not rounded, so that 100 % means all; differences are taken
 * between what was printed.
 */
public record Share(long part, long whole) {
    /** Below this many, a percentage says more than the counts can bear. */
    public static final int FEWEST = 10;

    public Share {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException(part + " of " + whole + " is not a share");
        }
    }

    public boolean printable() {
        return whole >= FEWEST;
    }

    /** Thousandths, cut. */
    private long thousandths() {
        return whole == 0 ? 0 : part * 1000 / whole;
    }

    /** {@code 96.3%}. */
    public String percent() {
        return tenths(thousandths()) + "%";
    }

    /** {@code 53/55}. */
    public String counts() {
        return part + "/" + whole;
    }

    /** {@code +1.1}: points between the printed figures. */
    public String pointsSince(Share earlier) {
        long difference = thousandths() - earlier.thousandths();
        return (difference > 0 ? "+" : difference < 0 ? "−" : "±") + tenths(Math.abs(difference));
    }

    private static String tenths(long thousandths) {
        return thousandths / 10 + "." + thousandths % 10;
    }
}
