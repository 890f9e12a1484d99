package dev.watchkeeper.dns;

import java.util.Collection;

/** Guesses what was meant by a word that is not known. Pure. */
final class Typing {
    private static final int LONGEST = 32;

    private Typing() {}

    /** The known word that one or two slips of the finger lead to; empty if none is near, or two are equally near. */
    static String nearest(String written, Collection<String> known) {
        if (written.isEmpty() || written.length() > LONGEST) {
            return "";
        }
        int least = Math.min(2, (written.length() + 1) / 2);
        String best = "";
        boolean tie = false;
        for (String word : known) {
            int distance = distance(written, word);
            if (distance < least || (distance == least && best.isEmpty())) {
                least = distance;
                best = word;
                tie = false;
            } else if (distance == least) {
                tie = true;
            }
        }
        return tie ? "" : best;
    }

    /** {@link #nearest} as the end of a sentence, such as "; reject was meant?"; empty if nothing is near. */
    static String meant(String written, Collection<String> known) {
        String near = nearest(written, known);
        return near.isEmpty() || near.equals(written) ? "" : "; " + near + " was meant?";
    }

    /** Slips between two words: a letter too many, missing, wrong, or two swapped (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + swap);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
