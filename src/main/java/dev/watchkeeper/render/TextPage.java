package dev.watchkeeper.render;

import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.tenant.Language;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page as plain text, written from the page and not stripped from its HTML: at most 78 columns, where Chinese takes
 * two, columns padded by width, addresses alone on a line.
 */
final class TextPage {
    static final int WIDTH = 78;

    private final List<String> lines = new ArrayList<>();

    private final String colon;
    private final String comma;

    private TextPage(boolean chinese) {
        this.colon = chinese ? "：" : ":";
        this.comma = chinese ? "，" : ", ";
    }

    static String write(Page page) {
        TextPage text = new TextPage(page.language() == Language.ZH_CN);
        text.headline(page);
        for (int i = 0; i < page.blocks().size(); i++) {
            text.block(page.blocks().get(i), i > 0 ? page.blocks().get(i - 1) : null, markWidth(page.blocks(), i));
        }
        text.footer(page.footer());
        return String.join("\n", text.lines).replace('\u00a0', ' ') + "\n";
    }

    private void headline(Page page) {
        if (page.headline() != null) {
            wrap(page.headline().verdict(), "", "");
            page.headline().lines().forEach(line -> wrap(line, "", ""));
        }
    }

    private void block(Block block, @Nullable Block before, int markWidth) {
        if (block instanceof Block.Heading heading) {
            blank();
            lines.add(heading.text());
            lines.add("-".repeat(Math.min(WIDTH, Columns.width(heading.text()))));
        } else if (block instanceof Block.Card card) {
            if (before instanceof Block.Card || (before == null && !lines.isEmpty())) {
                blank();
            }
            card(card);
        } else if (block instanceof Block.Line line) {
            line(line, markWidth);
        } else if (block instanceof Block.Paragraph paragraph) {
            if (before != null) {
                blank();
            }
            wrap(paragraph.text(), "", "");
        } else if (block instanceof Block.Note note) {
            if (before instanceof Block.Card) {
                blank();
            }
            wrap(note.lead() + note.text(), "", "");
        } else if (block instanceof Block.Link link) {
            wrap(link.link().label() + colon, "", "");
            lines.add(link.link().href());
        } else if (block instanceof Block.Bars bars) {
            List<String> parts = bars.bars().stream()
                    .map(bar -> bar.label() + " (" + bar.value() + ")")
                    .toList();
            wrap(bars.caption() + colon + (colon.equals(":") ? " " : "") + String.join(comma, parts), "", "");
        } else if (block instanceof Block.Table table) {
            if (before instanceof Block.Note || before instanceof Block.Card) {
                blank();
            }
            table(table);
        }
    }

    private void card(Block.Card card) {
        String mark = card.number() > 0 ? card.number() + ". " : "";
        String indent = " ".repeat(mark.length());
        String state = (card.tone() == Tone.PLAIN ? "" : card.tone().shape() + " ") + card.state();
        wrap(state, mark, indent);
        wrap(card.title(), indent, indent);
        if (!card.why().isEmpty()) {
            wrap(card.why(), indent, indent);
        }
        if (!card.first().isEmpty()) {
            wrap(card.first(), indent, indent);
        }
        for (int i = 0; i < card.steps().size(); i++) {
            wrap(card.steps().get(i), indent + (i + 1) + ") ", indent + "   ");
        }
        if (card.button() != null) {
            wrap(card.button().label() + colon, indent, indent);
            lines.add(indent + card.button().href());
        }
        for (SafeLink choice : card.choices()) {
            wrap(choice.label() + colon, indent, indent);
            lines.add(indent + choice.href());
        }
    }

    private void line(Block.Line line, int markWidth) {
        String mark = Columns.pad(line.mark(), markWidth) + "  ";
        String indent = " ".repeat(markWidth + 2);
        for (int i = 0; i < line.items().size(); i++) {
            wrap(line.items().get(i), i == 0 ? mark : indent, indent + "  ");
        }
        if (line.items().isEmpty()) {
            lines.add(line.mark());
        }
    }

    /** Lines in a row share the width of their widest mark. */
    private static int markWidth(List<Block> blocks, int at) {
        int widest = 0;
        for (int i = at; i >= 0 && blocks.get(i) instanceof Block.Line line; i--) {
            widest = Math.max(widest, Columns.width(line.mark()));
        }
        for (int i = at; i < blocks.size() && blocks.get(i) instanceof Block.Line line; i++) {
            widest = Math.max(widest, Columns.width(line.mark()));
        }
        return Math.min(widest, 18);
    }

    private void table(Block.Table table) {
        List<List<String>> all = new ArrayList<>();
        all.add(table.columns().stream().map(Block.Column::title).toList());
        all.addAll(table.rows());
        int n = table.columns().size();
        int[] widths = new int[n];
        for (List<String> row : all) {
            for (int i = 0; i < n; i++) {
                widths[i] = Math.max(widths[i], Columns.width(row.get(i)));
            }
        }
        for (List<String> row : all) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < n - 1; i++) {
                String cell = row.get(i);
                text.append(
                        table.columns().get(i).right()
                                ? Columns.padLeft(cell, widths[i])
                                : Columns.pad(cell, widths[i]));
                text.append("  ");
            }
            String last = row.get(n - 1);
            int used = Columns.width(text.toString());
            if (table.columns().get(n - 1).right()) {
                lines.add((text + Columns.padLeft(last, widths[n - 1])).stripTrailing());
            } else {
                wrap(last, text.toString(), " ".repeat(Math.min(used, 30)));
            }
        }
    }

    private void footer(Page.Footer footer) {
        blank();
        lines.add("--");
        footer.lines().forEach(line -> wrap(line, "", ""));
        for (Page.Choice choice : footer.choices()) {
            wrap(choice.link().label() + choice.remark() + colon, "", "");
            lines.add(choice.link().href());
        }
        wrap(footer.reference(), "", "");
    }

    private void blank() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
    }

    private void wrap(String text, String first, String indent) {
        lines.addAll(Wrap.lines(text, first, indent, WIDTH));
    }
}
