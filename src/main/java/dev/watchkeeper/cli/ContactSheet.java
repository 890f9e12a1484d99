package dev.watchkeeper.cli;

import dev.watchkeeper.mail.smtp.FileMailer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One page that shows many mails beside each other, at the width of a phone and of a desk. */
final class ContactSheet {
    private ContactSheet() {}

    /**
     * A mail by the name of its files.
     *
     * @param files names of the files that hang on it; a PDF among them is shown
     */
    record Card(String name, String subject, List<String> files) {}

    /**
     * Writes {@code index.html}.
     *
     * @param pages names of pages without a mail around them
     */
    static Path write(Path directory, List<Card> cards, List<String> pages) {
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>watchkeeper: every mail</title>
                <style>body{font:14px/1.5 sans-serif;margin:24px;background:#e9ebee}h2{margin:32px 0 4px}
                iframe{border:1px solid #ccc;background:#fff;height:900px;margin-right:16px;vertical-align:top}
                pre{display:inline}</style></head><body><h1>Every mail, at 375 and 640 pixels</h1>
                """);
        for (Card card : cards) {
            String file = escape(FileMailer.fileName(card.name()));
            html.append("<h2>")
                    .append(escape(card.name()))
                    .append("</h2><p>")
                    .append(escape(card.subject()))
                    .append(" · <a href=\"")
                    .append(file)
                    .append(".txt\">text</a> · <a href=\"")
                    .append(file)
                    .append(".eml\">eml</a>");
            for (String attached : card.files()) {
                html.append(" · <a href=\"")
                        .append(escape(attached))
                        .append("\">")
                        .append(escape(attached))
                        .append("</a>");
            }
            html.append("</p>\n");
            frames(file, html);
            card.files().stream()
                    .filter(attached -> attached.endsWith(".pdf"))
                    .forEach(pdf -> html.append("<iframe title=\"")
                            .append(escape(pdf))
                            .append("\" width=\"820\" src=\"")
                            .append(escape(pdf))
                            .append("\" loading=\"lazy\"></iframe>\n"));
        }
        for (String page : pages) {
            html.append("<h2>").append(escape(page)).append("</h2>\n");
            frames(escape(page), html);
        }
        try {
            Path index = directory.resolve("index.html");
            Files.writeString(index, html.append("</body></html>\n"));
            return index;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void frames(String file, StringBuilder html) {
        for (int width : new int[] {375, 640}) {
            html.append("<iframe title=\"")
                    .append(file)
                    .append("\" width=\"")
                    .append(width)
                    .append("\" src=\"")
                    .append(file)
                    .append(".html\" loading=\"lazy\"></iframe>");
        }
        html.append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
