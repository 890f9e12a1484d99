package dev.watchkeeper.google;

/** Told what happens to the budget, for metrics. Called from many threads; must be quick. */
public interface QuotaMeter {
    QuotaMeter NONE = new QuotaMeter() {
        @Override
        public void drawn(String bucket, long waitedNanos) {}

        @Override
        public void answered(long nanos) {}

        @Override
        public void failed(String source, String kind) {}
    };

    /**
     * A request was let through.
     *
     * @param bucket {@code all} or {@code filtered}
     */
    void drawn(String bucket, long waitedNanos);

    /** An answer came, good or bad, and was read. */
    void answered(long nanos);

    /** An attempt failed; {@code kind} is a word of {@code SourceException.Kind}, {@code throttled} among them. */
    void failed(String source, String kind);
}
