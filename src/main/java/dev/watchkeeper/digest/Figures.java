package dev.watchkeeper.digest;

/** Open critical and high findings; accepted and inhibited ones are not among them. */
public record Figures(int critical, int high) {
    public static final Figures NONE = new Figures(0, 0);

    public int total() {
        return critical + high;
    }

    public Figures plus(Figures other) {
        return new Figures(critical + other.critical, high + other.high);
    }
}
