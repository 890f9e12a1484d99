package dev.watchkeeper.mail.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a page. Every text in it is ready to be shown: cleaned, but not yet escaped. */
public sealed interface Block {
    /** The title of a section. */
    record Heading(String text) implements Block {}

    /**
     * Something to act on, with a coloured bar beside it.
     *
     * @param state first line: shape and word, deadline
     * @param title who and what; the page's h1 if {@code main}
     * @param why why now; empty for none
     * @param first what to do first; empty if there are steps instead
     * @param number its place in the list; 0 outside lists
     * @param choices what the reader can answer at once, besides the button
     */
    record Card(
            Tone tone,
            String state,
            String title,
            String why,
            String first,
            List<String> steps,
            @Nullable SafeLink button,
            boolean main,
            int number,
            List<SafeLink> choices)
            implements Block {
        public Card {
            steps = List.copyOf(steps);
            choices = List.copyOf(choices);
        }

        /** A card to which there is nothing to answer. */
        public Card(
                Tone tone,
                String state,
                String title,
                String why,
                String first,
                List<String> steps,
                @Nullable SafeLink button,
                boolean main,
                int number) {
            this(tone, state, title, why, first, steps, button, main, number, List.of());
        }
    }

    /**
     * A marked line with what belongs under the mark.
     *
     * @param mark for example {@code + 新增 2}
     */
    record Line(Tone tone, String mark, List<String> items) implements Block {
        public Line {
            items = List.copyOf(items);
        }
    }

    /** A sentence or two; the lead is set off. */
    record Note(String lead, String text) implements Block {}

    /** A paragraph of a letter. */
    record Paragraph(String text) implements Block {}

    /** A line that leads to a page. */
    record Link(SafeLink link) implements Block {}

    /** Numbers as bars, the number above and the label below each. */
    record Bars(String caption, Tone tone, List<Bar> bars) implements Block {
        public Bars {
            bars = List.copyOf(bars);
        }

        /** Height in pixels: the largest fills the space, nothing is a thin line. */
        public int height(Bar bar) {
            int largest = bars.stream().mapToInt(Bar::value).max().orElse(0);
            return largest == 0 ? 2 : Math.max(2, bar.value() * 40 / largest);
        }
    }

    /** One bar. */
    record Bar(String label, int value) {}

    /**
     * A table of data; the first column heads its row.
     *
     * @param name what the table is, for screen readers
     */
    record Table(String name, List<Column> columns, List<List<String>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException("table " + name + " has " + columns.size()
                            + " columns and a row of " + row.size() + " cells");
                }
            }
        }
    }

    /** A column. */
    record Column(String title, boolean right) {}
}
