package dev.watchkeeper.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Suggestion {
    private Suggestion() {}

    /** The nearest of the known words, if it is near enough to be a slip. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String wanted = Node.plain(word);
        return known.stream()
                .filter(k -> distance(wanted, Node.plain(k)) <= Math.max(1, Math.min(wanted.length(), k.length()) / 3))
                .min(Comparator.comparingInt((String k) -> distance(wanted, Node.plain(k)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code did you mean 'x'?}, or the alternative text if nothing is near. */
    public static String didYouMean(String word, Collection<String> known, String otherwise) {
        return nearest(word, known).map(k -> "did you mean '" + k + "'?").orElse(otherwise);
    }

    /** Edits (insert, delete, replace, swap of neighbours) between two words. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
            best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        return best;
    }
}
