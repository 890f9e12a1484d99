package dev.watchkeeper.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What mail clients can show: tags, attributes, style properties and links on a list; everything else is a problem. */
final class MailLint {
    private static final Set<String> TAGS = Set.of(
            "#root", "html", "head", "meta", "title", "style", "body", "div", "table", "thead", "tbody", "tr", "td",
            "th", "p", "h1", "h2", "strong", "a", "br", "ol", "li");
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "dir",
            "xmlns",
            "xmlns:o",
            "charset",
            "name",
            "content",
            "class",
            "style",
            "role",
            "width",
            "height",
            "cellpadding",
            "cellspacing",
            "border",
            "bgcolor",
            "align",
            "valign",
            "scope",
            "href",
            "aria-hidden",
            "aria-label");
    private static final Set<String> STYLES = Set.of(
            "margin",
            "margin-top",
            "padding",
            "padding-top",
            "background",
            "color",
            "font-family",
            "font-size",
            "font-weight",
            "line-height",
            "border-bottom",
            "border-top",
            "border-right",
            "border-radius",
            "max-width",
            "max-height",
            "width",
            "height",
            "display",
            "overflow",
            "text-decoration",
            "table-layout",
            "-webkit-text-size-adjust",
            "mso-hide");

    private MailLint() {}

    static List<String> problems(String html) {
        List<String> problems = new ArrayList<>();
        Document document = Jsoup.parse(html);
        document.getAllElements().forEach(element -> element(element, problems));
        if (document.select("h1").size() != 1) {
            problems.add("not exactly one h1");
        }
        if (document.select("[role=main]").size() != 1
                || document.select("title").isEmpty()) {
            problems.add("no main landmark or no title");
        }
        document.select("table:not([role=presentation])").forEach(table -> {
            if (table.select("th[scope=col]").isEmpty()
                    || table.attr("aria-label").isEmpty()) {
                problems.add("a data table without column heads or name");
            }
        });
        document.select("table[role=presentation]").forEach(table -> {
            if (table.children().select("> tr > th").size() > 0) {
                problems.add("a layout table with th");
            }
        });
        document.select("p, a, td, th, li").forEach(e -> {
            String size = e.attr("style").replaceFirst("(?s).*font-size:(\\d+)px.*", "$1");
            if (size.matches("[1-9]|1[01]") && !e.attr("style").contains("font-size:0")) {
                problems.add("smaller than 12 px: " + e.tagName());
            }
        });
        return problems;
    }

    private static void element(Element element, List<String> problems) {
        if (!TAGS.contains(element.tagName())) {
            problems.add("tag " + element.tagName());
        }
        for (Attribute attribute : element.attributes()) {
            if (!ATTRIBUTES.contains(attribute.getKey())) {
                problems.add("attribute " + attribute.getKey() + " of " + element.tagName());
            }
        }
        for (String style : List.of(element.attr("style").split(";", -1))) {
            int colon = style.indexOf(':');
            if (!style.isBlank()
                    && (colon < 0 || !STYLES.contains(style.substring(0, colon).strip()))) {
                problems.add("style " + style);
            }
            if (style.contains("url(") || style.contains("expression")) {
                problems.add("style " + style);
            }
        }
        String href = element.attr("href");
        if (element.hasAttr("href") && !href.matches("https://.*|mailto:(watchkeeper|am-team)@.*")) {
            problems.add("link " + href);
        }
    }
}
