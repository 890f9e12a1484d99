package dev.watchkeeper.render;

import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.PageRenderer;
import dev.watchkeeper.mail.page.Rendered;
import dev.watchkeeper.mail.page.Sheet;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.regex.Pattern;

/** Pages through the precompiled templates of {@code src/main/jte}. */
public final class JteRenderer implements PageRenderer {
    private static final String PACKAGE = "dev.watchkeeper.render.templates";

    private static final Pattern NUMBER = Pattern.compile(
            "(?<=[ >（(−+])(\\d{1,4}) (?=(?:min|h|d|KB|MB|GB|Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\\b"
                    + "|[分小天家件项个张台])");

    private final TemplateEngine engine;

    public JteRenderer() {
        this.engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, JteRenderer.class.getClassLoader(), PACKAGE);
        // Without this the engine drops the comments that only Outlook reads.
        engine.setHtmlCommentsPreserved(true);
    }

    @Override
    public Rendered render(Page page) {
        StringOutput html = new StringOutput(32_768);
        engine.render("page.jte", Map.of("page", page), html);
        return new Rendered(together(html.toString()), TextPage.write(page));
    }

    /** No line begins with a separator, and no number is parted from its unit or month. */
    private static String together(String html) {
        return NUMBER.matcher(html.replace(" · ", "\u00a0· ")).replaceAll("$1\u00a0");
    }

    @Override
    public Attachment csv(Sheet sheet) {
        return CsvFile.of(sheet);
    }
}
