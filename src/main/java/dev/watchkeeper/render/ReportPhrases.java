package dev.watchkeeper.render;

import dev.watchkeeper.mail.page.Fmt;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.report.CustomerText;
import dev.watchkeeper.report.ReportModel.Item;
import dev.watchkeeper.tenant.Language;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** What the parts of a report say alike. */
final class ReportPhrases {
    private static final int TITLE = 60;

    private final Words words;

    ReportPhrases(Language language, ZoneId zone) {
        this.words = Words.of(language, zone);
    }

    Words words() {
        return words;
    }

    Fmt format() {
        return words.format();
    }

    String say(String key, Object... pairs) {
        return words.say(key, pairs);
    }

    boolean chinese() {
        return words.language() == Language.ZH_CN;
    }

    String text(CustomerText text, int columns) {
        return text(text.in(words.language()), columns);
    }

    static String text(String text, int columns) {
        return Untrusted.of(text).plain(columns);
    }

    /** The problem, with the number of places where there are several. */
    String title(Item item) {
        return words.count(
                "report.places",
                item.places().count(),
                "title",
                text(item.problem().title(), TITLE));
    }

    /** The mailboxes, files or rules concerned; empty if none has a name. */
    String where(Item item) {
        List<String> names =
                item.places().names().stream().map(name -> text(name, 48)).toList();
        if (names.isEmpty()) {
            return "";
        }
        int more = item.places().count() - names.size();
        String list = words.list(names);
        return more <= 0 ? list : words.count("report.where.more", more, "names", list);
    }

    String step(Item item) {
        return text(item.problem().step(), 240);
    }

    String by(LocalDate day) {
        return say("report.plan.by", "day", format().fullDay(day));
    }

    String metric(String metric) {
        return words.knows("metric." + metric) ? say("metric." + metric) : text(metric, 20);
    }

    /** {@code 97.1% (170/175)}; counts only where there are too few for a percentage. */
    static String share(Share share) {
        return share.whole() == 0
                ? "–"
                : share.printable() ? share.percent() + " (" + share.counts() + ")" : share.counts();
    }

    static String tone(Item item) {
        return switch (item.severity()) {
            case CRITICAL -> "crit";
            case HIGH -> "high";
            case MEDIUM, LOW -> "mut";
        };
    }

    ReportView.Chart chart(
            String title, List<ReportView.Column> columns, List<String> values, String top, String target) {
        String description = say(
                "report.chart",
                "title",
                title,
                "values",
                columns.stream().map(c -> c.label() + " " + c.value()).collect(Collectors.joining(say("list.comma"))));
        return new ReportView.Chart(title, description, String.join(",", values), top, target, columns);
    }
}
