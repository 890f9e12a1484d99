package dev.watchkeeper.health.checks;

/** How likely a count is by chance alone: exact tails of the Poisson and binomial distributions, right for small counts. */
final class Chance {
    /**
     * Rarer than this is hardly chance: a customer with five figures a day sees one such day in half a year by chance
     * alone, before the other conditions.
     */
    static final double RARE = 1e-3;

    /** For figures of a few people, where rarer things do not exist. */
    static final double UNLIKELY = 0.01;

    private static final double CERTAIN = 1;

    private Chance() {}

    /** The chance of at least so many events where so many are usual; a usual count below a half is taken as a half. */
    static double ofAtLeast(long count, double usual) {
        double mean = Math.max(usual, 0.5);
        return count <= 0 ? CERTAIN : count > mean ? upper(count, mean) : CERTAIN - lower(count - 1, mean);
    }

    /** The chance of at most so many events where so many are usual. */
    static double ofAtMost(long count, double usual) {
        double mean = Math.max(usual, 0.5);
        return lower(count, mean);
    }

    /**
     * The chance of at least so many hits in so many trials if each hits with this chance.
     *
     * @param share between 0 and 1
     */
    static double ofHits(long hits, long trials, double share) {
        if (hits <= 0 || share >= 1) {
            return CERTAIN;
        }
        if (share <= 0 || hits > trials) {
            return 0;
        }
        double logOdds = Math.log(share) - Math.log1p(-share);
        double log = logChoose(trials, hits) + hits * Math.log(share) + (trials - hits) * Math.log1p(-share);
        double sum = 0;
        for (long k = hits; k <= trials; k++) {
            double term = Math.exp(log);
            sum += term;
            if (term < sum * 1e-12 && k > trials * share) {
                break;
            }
            log += Math.log((double) (trials - k)) - Math.log(k + 1.0) + logOdds;
        }
        return Math.min(CERTAIN, sum);
    }

    /** P(X >= k) for k above the mean: the terms fall from the first one on. */
    private static double upper(long k, double mean) {
        double term = Math.exp(logPoisson(k, mean));
        double sum = 0;
        for (long n = k; term > sum * 1e-12 && term > 0; n++) {
            sum += term;
            term *= mean / (n + 1);
        }
        return Math.min(CERTAIN, sum);
    }

    /** P(X <= k), from the largest term downwards. */
    private static double lower(long k, double mean) {
        if (k >= mean) {
            return CERTAIN - upper(k + 1, mean);
        }
        double term = Math.exp(logPoisson(k, mean));
        double sum = 0;
        for (long n = k; n >= 0 && term > sum * 1e-12; n--) {
            sum += term;
            term *= n / mean;
        }
        return Math.min(CERTAIN, sum);
    }

    private static double logPoisson(long k, double mean) {
        return k * Math.log(mean) - mean - logFactorial(k);
    }

    private static double logChoose(long n, long k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    /** Stirling's series; exact to twelve digits from 10 on, summed below. */
    private static double logFactorial(long n) {
        if (n < 10) {
            double log = 0;
            for (int i = 2; i <= n; i++) {
                log += Math.log(i);
            }
            return log;
        }
        double x = n + 1.0;
        return (x - 0.5) * Math.log(x)
                - x
                + 0.5 * Math.log(2 * Math.PI)
                + 1 / (12 * x)
                - 1 / (360 * x * x * x)
                + 1 / (1260 * Math.pow(x, 5));
    }
}
