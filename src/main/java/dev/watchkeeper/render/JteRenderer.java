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

/** Pages through the precompiled templates of {@code src/main/jte}. */
public final class JteRenderer implements PageRenderer {
    private static final String PACKAGE = "dev.watchkeeper.render.templates";

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
        return new Rendered(html.toString(), TextPage.write(page));
    }

    @Override
    public Attachment csv(Sheet sheet) {
        return CsvFile.of(sheet);
    }
}
