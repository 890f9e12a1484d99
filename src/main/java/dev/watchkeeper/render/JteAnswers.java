package dev.watchkeeper.render;

import dev.watchkeeper.mail.answer.AnswerPage;
import dev.watchkeeper.mail.answer.AnswerRenderer;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;

/** Pages behind links, through the precompiled template {@code answer.jte}; the colours are those of the mails. */
public final class JteAnswers implements AnswerRenderer {
    private static final String PACKAGE = "dev.watchkeeper.render.templates";

    /** No class names from data, no remote font or picture: the policy of the page allows this text and nothing else. */
    private static final String STYLE = """
            *{box-sizing:border-box}
            body{margin:0;background:#f3f4f6;color:#1f2328;font:16px/1.6 -apple-system,BlinkMacSystemFont,"Segoe UI","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",Arial,sans-serif;-webkit-text-size-adjust:100%}
            main{max-width:480px;margin:0 auto;min-height:100vh;background:#fff;padding:28px 24px 20px;overflow-wrap:anywhere}
            @media (min-width:560px){main{min-height:0;margin-top:48px;border-radius:8px;padding:32px 36px 24px}}
            h1{margin:0 0 16px;font-size:22px;line-height:1.35}
            p{margin:0 0 12px}
            .matter{margin:0 0 16px;padding:2px 0 2px 12px;border-left:4px solid #57606a}
            .matter p{margin:0}
            .what{font-weight:600}
            .brand{margin:0 0 4px}
            .small{color:#57606a;font-size:13px}
            .crit .matter{border-color:#b42318}.crit .mark{color:#b42318}
            .high .matter{border-color:#b54708}.high .mark{color:#b54708}
            .ok .matter{border-color:#067647}.ok .mark{color:#067647}
            form{margin:20px 0 0}
            label{display:block;margin:0 0 6px;font-weight:600}
            textarea{display:block;width:100%;margin:0 0 12px;padding:10px 12px;font:inherit;color:inherit;background:#fff;border:1px solid #6e7781;border-radius:6px;resize:vertical}
            textarea:focus,button:focus-visible{outline:3px solid #0550ae;outline-offset:2px}
            .problem{color:#b42318}
            button{display:block;width:100%;min-height:48px;padding:12px 16px;font:inherit;font-weight:600;border-radius:6px;cursor:pointer}
            .main{color:#fff;background:#0550ae;border:1px solid #0550ae}
            .back{color:#0550ae;background:#fff;border:1px solid #0550ae}
            .foot{margin:20px 0 0;padding:12px 0 0;border-top:1px solid #d0d7de}
            @media (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}main{background:#161b22}.small{color:#9da7b3}.matter{border-color:#9da7b3}.crit .matter{border-color:#ff8a80}.crit .mark,.problem{color:#ff8a80}.high .matter{border-color:#ffb870}.high .mark{color:#ffb870}.ok .matter{border-color:#6ee7a8}.ok .mark{color:#6ee7a8}textarea{background:#0d1117;border-color:#8b949e}textarea:focus,button:focus-visible{outline-color:#79b8ff}.main{color:#0d1117;background:#79b8ff;border-color:#79b8ff}.back{color:#79b8ff;background:#161b22;border-color:#79b8ff}.foot{border-color:#30363d}}
            """;

    private static final String HASH = hash();

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, JteAnswers.class.getClassLoader(), PACKAGE);

    @Override
    public Html render(AnswerPage page) {
        StringOutput html = new StringOutput(8_192);
        engine.render("answer.jte", Map.of("page", page, "style", STYLE), html);
        return new Html(html.toString(), HASH);
    }

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
