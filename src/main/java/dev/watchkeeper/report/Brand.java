package dev.watchkeeper.report;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * In whose name reports go out.
 *
 * @param name of the house; empty: the account manager's stands for it
 * @param telephone for customers, may be empty
 * @param logo a PNG picture
 * @param colour of headings, six hexadecimal digits after {@code #}, dark enough to be read on white
 * @param target percent of promises to be kept, drawn into the charts
 */
public record Brand(String name, String telephone, Optional<byte[]> logo, String colour, int target) {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    /** The least contrast with white at which text of normal size can be read. */
    private static final double CONTRAST = 4.5;

    /** A report in nobody's livery. */
    public static final Brand PLAIN = new Brand("", "", Optional.empty(), "#0550ae", 95);

    public Brand {
        if (!COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException(
                    "'" + colour + "' is not a colour; write six hexadecimal digits, for example \"#0550ae\"");
        }
        if (1.05 / (luminance(colour) + 0.05) < CONTRAST) {
            throw new IllegalArgumentException("colour " + colour
                    + " is too light to be read on white; take a darker one, for example \"#0550ae\"");
        }
        if (target < 1 || target > 100) {
            throw new IllegalArgumentException("target " + target + " is no percentage between 1 and 100");
        }
    }

    /** As WCAG 2.1 defines it. */
    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double part = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
