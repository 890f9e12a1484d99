package dev.watchkeeper.mail.page;

import dev.watchkeeper.tenant.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole mail, ready to be rendered.
 *
 * @param title of the document, for readers that show it
 * @param preheader what a mailbox shows beside the subject
 * @param headline null where a main card takes its place
 */
public record Page(
        Language language,
        String title,
        String preheader,
        @Nullable Headline headline,
        List<Block> blocks,
        Footer footer) {
    /**
     * The verdict and what it rests on.
     *
     * @param parts shares of a whole, drawn as one thin bar; empty for none
     */
    public record Headline(String verdict, List<String> lines, List<Part> parts) {
        public Headline {
            lines = List.copyOf(lines);
            parts = List.copyOf(parts);
        }

        public int whole() {
            return parts.stream().mapToInt(Part::value).sum();
        }

        /** Width of a part; one that is not empty stays visible. */
        public int percent(Part part) {
            return Math.max(2, part.value() * 100 / Math.max(1, whole()));
        }
    }

    /** A share of the headline's bar. */
    public record Part(Tone tone, int value) {
        /** The unchanged are many and should not shout. */
        public String fill() {
            return tone == Tone.GOOD ? "#b7dfc9" : tone == Tone.PLAIN ? "#8c959f" : tone.colour();
        }
    }

    /**
     * Why you get this, what you can change, which mail this is.
     *
     * @param lines sentences; links stand after them
     */
    public record Footer(List<String> lines, List<Choice> choices, String reference) {
        public Footer {
            lines = List.copyOf(lines);
            choices = List.copyOf(choices);
        }
    }

    /** A link of the footer and what it does not do. */
    public record Choice(SafeLink link, String remark) {}

    public Page {
        blocks = List.copyOf(blocks);
    }
}
