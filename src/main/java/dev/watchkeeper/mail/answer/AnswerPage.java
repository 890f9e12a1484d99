package dev.watchkeeper.mail.answer;

import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.tenant.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page behind a link. Every text in it is ready to be shown: cleaned, but not yet escaped.
 *
 * @param matter what it is about, most important line first; empty for none
 * @param lines what happens, or what happened
 * @param form the button; null where there is nothing to do
 * @param foot for whom the link is and how long it works; empty for none
 */
public record AnswerPage(
        Language language,
        Tone tone,
        String heading,
        List<String> matter,
        List<String> lines,
        @Nullable Form form,
        String foot) {
    /**
     * A button.
     *
     * @param target where it posts to, relative to the page; empty: to the page's own address
     * @param field what has to be written first; null for nothing
     * @param main false for a way back, which should not look like the next step
     */
    public record Form(
            String button, String target, @Nullable Field field, boolean main) {}

    /**
     * A text the reader writes.
     *
     * @param value what was written before
     * @param problem why that was not accepted; empty for none
     */
    public record Field(String label, String value, int longest, String problem) {}

    public AnswerPage {
        matter = List.copyOf(matter);
        lines = List.copyOf(lines);
    }
}
