package dev.watchkeeper.render;

import dev.watchkeeper.digest.Ledger;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.mail.page.Fmt;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.report.Quarter;
import dev.watchkeeper.report.ReportFacts;
import dev.watchkeeper.report.ReportFacts.Breach;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportFacts.MonthShare;
import dev.watchkeeper.report.ReportFacts.ServiceRow;
import dev.watchkeeper.report.ReportFacts.TrendPoint;
import dev.watchkeeper.report.ReportFacts.Usage;
import dev.watchkeeper.report.ReportModel;
import dev.watchkeeper.report.ReportModel.Area;
import dev.watchkeeper.report.ReportModel.Item;
import dev.watchkeeper.tenant.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report in words, as the template wants it. */
public final class ReportView {
    private static final int PLAN = 7;
    private static final int BREACHES = 40;

    private final ReportModel model;
    private final Words words;
    private final String version;

    ReportView(ReportModel model, Language language, String version) {
        this.model = model;
        this.words = Words.of(language, model.facts().tenant().zone());
        this.version = version;
    }

    /** Numbers of a chart with a label each; the description is for those who cannot see it. */
    public record Chart(String title, String description, String values, String top, List<Column> columns) {}

    /** A column of a chart. */
    public record Column(String value, String label) {}

    /** A row of a table. */
    public record Row(List<String> cells, String tone) {}

    /** One group of checks. */
    public record AreaView(String name, String why, String state, List<Row> rows, String empty) {}

    private Fmt format() {
        return words.format();
    }

    public String say(String key, Object... pairs) {
        return words.say(key, pairs);
    }

    public String lang() {
        return words.language().tag();
    }

    public String customer() {
        return Untrusted.of(model.facts().tenant().name()).plain(60);
    }

    public String title() {
        Quarter quarter = model.facts().quarter();
        return say("report.title", "year", quarter.year(), "quarter", quarter.number());
    }

    public String footer() {
        return say(
                "report.footer",
                "customer",
                customer(),
                "title",
                title(),
                "revision",
                model.facts().revision(),
                "manager",
                Untrusted.of(model.facts().manager().name()).plain(30));
    }

    public String asOf() {
        return say(
                "digest.asOf",
                "day",
                format().fullDay(format().date(model.facts().asOf())),
                "time",
                format().time(model.facts().asOf()),
                "zone",
                format().zoneName());
    }

    public String score() {
        return String.valueOf(model.score());
    }

    public String scoreChange() {
        Integer before = model.previousScore();
        return before == null
                ? say("report.score.first")
                : say("report.score.change", "change", format().signed(model.score() - before));
    }

    public @Nullable Chart scoreTrend() {
        return trend("report.trend", TrendPoint::score, model.score(), 100);
    }

    public @Nullable Chart openTrend() {
        int most = Math.max(
                1,
                Math.max(
                        model.open().total(),
                        model.facts().trend().stream()
                                .mapToInt(TrendPoint::open)
                                .max()
                                .orElse(0)));
        return trend("report.open.trend", TrendPoint::open, model.open().total(), most);
    }

    private @Nullable Chart trend(String key, ToIntFunction<TrendPoint> value, int now, int top) {
        if (model.facts().trend().isEmpty()) {
            return null;
        }
        List<Column> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (TrendPoint point : model.facts().trend()) {
            columns.add(new Column(
                    String.valueOf(value.applyAsInt(point)),
                    point.quarter().year() + " Q" + point.quarter().number()));
            values.add(String.valueOf(value.applyAsInt(point)));
        }
        Quarter quarter = model.facts().quarter();
        columns.add(new Column(String.valueOf(now), quarter.year() + " Q" + quarter.number()));
        values.add(String.valueOf(now));
        return chart(say(key), columns, values, String.valueOf(top));
    }

    private static Chart chart(String title, List<Column> columns, List<String> values, String top) {
        String description = title + ": "
                + columns.stream().map(c -> c.label() + " " + c.value()).collect(Collectors.joining(", "));
        return new Chart(title, description, String.join(",", values), top, columns);
    }

    public String improvedHead() {
        return words.count("report.improved", model.fixed().size());
    }

    public List<String> improved() {
        return top(model.fixed());
    }

    public String risksHead() {
        return words.count("report.risks.head", model.risks().size());
    }

    public List<Row> topRisks() {
        List<Row> rows = new ArrayList<>();
        model.risks().stream()
                .limit(ReportModel.TOP)
                .forEach(r -> rows.add(new Row(
                        List.of(
                                words.severity(r.severity()),
                                title(r),
                                text(r.next().in(words.language()), 120),
                                format().day(r.at())),
                        tone(r))));
        return rows;
    }

    private List<String> top(List<Item> items) {
        List<String> lines = new ArrayList<>(
                items.stream().limit(ReportModel.TOP).map(this::title).toList());
        if (items.size() > ReportModel.TOP) {
            lines.add(words.count("report.more", items.size() - ReportModel.TOP));
        }
        if (lines.isEmpty()) {
            lines.add(say("report.none"));
        }
        return lines;
    }

    public String moreRisks() {
        return model.risks().size() > ReportModel.TOP
                ? words.count("report.more", model.risks().size() - ReportModel.TOP)
                : "";
    }

    private String title(Item item) {
        return words.count(
                "report.places", item.places(), "title", text(item.title().in(words.language()), 60));
    }

    public List<String> promises() {
        List<String> lines = new ArrayList<>();
        for (ServiceRow row : model.facts().service().rows()) {
            lines.add(say(
                    "report.sla.row",
                    "metric",
                    Words.opening(metric(row.metric())),
                    "share",
                    row.share().whole() == 0
                            ? "–"
                            : row.share().printable()
                                    ? row.share().percent() + " (" + row.share().counts() + ")"
                                    : row.share().counts()));
        }
        return lines.isEmpty() ? List.of(say("report.sla.none")) : lines;
    }

    public String checksHead() {
        return words.count(
                "report.checks.head",
                model.checks().total(),
                "done",
                model.checks().completed(),
                "unknown",
                model.checks().unknown());
    }

    public List<String> notChecked() {
        return model.unknown().stream()
                .map(c -> text(c.title().in(words.language()), 60)
                        + (c.reason().isBlank() ? "" : ": " + text(c.reason(), 90)))
                .toList();
    }

    public String ledger() {
        Ledger ledger = model.ledger();
        StringBuilder sum = new StringBuilder();
        if (!ledger.terms().isEmpty()) {
            sum.append(ledger.previous());
            for (Ledger.Term term : ledger.terms()) {
                sum.append(term.kind().sign() > 0 ? " + " : " − ")
                        .append(say("ledger." + term.kind().name().toLowerCase(Locale.ROOT), "n", term.count()));
            }
            sum.append(" = ");
        }
        sum.append(
                ledger.now().total() == 0
                        ? "0"
                        : say(
                                "ledger.split",
                                "n",
                                ledger.now().total(),
                                "critical",
                                ledger.now().critical(),
                                "high",
                                ledger.now().high()));
        return say("ledger.lead") + sum;
    }

    public List<Row> fresh() {
        return model.fresh().stream()
                .map(i -> new Row(List.of(title(i), words.severity(i.severity()), format().day(i.at())), tone(i)))
                .toList();
    }

    public List<Row> fixed() {
        return model.fixed().stream()
                .map(i -> new Row(List.of(title(i), words.severity(i.severity()), format().day(i.at())), "ok"))
                .toList();
    }

    public List<Row> accepted() {
        return model.accepted().stream()
                .map(i -> new Row(
                        List.of(
                                title(i),
                                words.severity(i.severity()),
                                i.until() == null ? "–" : format().fullDay(format().date(i.until()))),
                        "mut"))
                .toList();
    }

    public List<AreaView> areas() {
        List<AreaView> all = new ArrayList<>();
        for (Area area : model.areas()) {
            List<Row> rows = area.open().stream()
                    .map(i -> new Row(
                            List.of(
                                    words.severity(i.severity()),
                                    title(i),
                                    text(i.next().in(words.language()), 160),
                                    say("report.effort." + Effort.of(i.checkId())),
                                    say("report.who.customer")),
                            tone(i)))
                    .toList();
            all.add(new AreaView(
                    group("area.", area.group()),
                    group("area.why.", area.group()),
                    say(
                            "report.area.state",
                            "passed",
                            area.passed(),
                            "failed",
                            area.failed(),
                            "unknown",
                            area.unknown()),
                    rows,
                    say(area.failed() > 0 ? "report.area.accepted" : "report.area.fine")));
        }
        return all;
    }

    private String group(String prefix, String group) {
        return words.knows(prefix + group)
                ? say(prefix + group)
                : Untrusted.of(group).plain(30);
    }

    public String tickets() {
        return words.count("report.service.tickets", model.facts().service().tickets());
    }

    public @Nullable Chart months() {
        List<MonthShare> months = model.facts().service().months();
        if (months.stream().allMatch(m -> m.share().whole() == 0)) {
            return null;
        }
        List<Column> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (MonthShare month : months) {
            boolean some = month.share().whole() > 0;
            columns.add(new Column(
                    some
                            ? (month.share().printable()
                                    ? month.share().percent() + " ("
                                            + month.share().counts() + ")"
                                    : month.share().counts())
                            : "–",
                    month.month().getYear() + "-" + (month.month().getMonthValue() < 10 ? "0" : "")
                            + month.month().getMonthValue()));
            values.add(String.valueOf(
                    some ? month.share().part() * 100.0 / month.share().whole() : 0));
        }
        return chart(say("report.service.months"), columns, values, "100");
    }

    public List<Row> breaches() {
        List<Row> rows = new ArrayList<>();
        for (Breach breach :
                model.facts().service().breaches().stream().limit(BREACHES).toList()) {
            rows.add(new Row(
                    List.of(
                            "#" + Untrusted.of(breach.ticket()).plain(16),
                            Words.opening(metric(breach.metric())),
                            format().dayAndTime(breach.at()),
                            format().span(breach.over())),
                    ""));
        }
        int more = model.facts().service().breaches().size() - rows.size();
        if (more > 0) {
            rows.add(new Row(List.of(words.count("report.more", more), "", "", ""), ""));
        }
        return rows;
    }

    public String restated() {
        int n = model.facts().service().restated();
        return n == 0 ? "" : words.count("report.service.restated", n);
    }

    public List<String> google() {
        return model.facts().google().stream()
                .map(t -> text(format().localised(t.in(words.language())), 600))
                .toList();
    }

    public List<String> usage() {
        List<String> lines = new ArrayList<>();
        if (model.facts().usage().isEmpty()) {
            return List.of(say("report.usage.none"));
        }
        Usage usage = model.facts().usage().get();
        lines.add(say("report.usage.day", "day", format().fullDay(usage.day())));
        if (usage.assigned() != null && usage.paid() != null) {
            lines.add(say("report.usage.licences", "assigned", usage.assigned(), "paid", usage.paid()));
        }
        if (usage.active() != null) {
            lines.add(say("report.usage.active", "active", usage.active()));
        }
        if (usage.storageUsedMb() != null && usage.storageTotalMb() != null) {
            lines.add(say(
                    "report.usage.storage",
                    "used",
                    gigabytes(usage.storageUsedMb()),
                    "total",
                    gigabytes(usage.storageTotalMb())));
        }
        return lines;
    }

    private static String gigabytes(long megabytes) {
        return megabytes / 1024 + " GB";
    }

    public List<Row> plan() {
        List<Row> rows = new ArrayList<>();
        model.facts().plan().stream()
                .limit(PLAN)
                .forEach(p -> rows.add(new Row(
                        List.of(
                                text(p.what().in(words.language()), 80),
                                say("report.plan.by", "day", format().fullDay(p.by()))),
                        "")));
        model.risks().stream()
                .limit(Math.max(0, PLAN - rows.size()))
                .forEach(r -> rows.add(new Row(
                        List.of(
                                title(r) + " — " + text(r.next().in(words.language()), 100),
                                say(
                                        "report.plan.by",
                                        "day",
                                        format().fullDay(model.facts()
                                                .quarter()
                                                .next()
                                                .lastDay()))),
                        "")));
        return rows;
    }

    public List<String> decisions() {
        return model.accepted().stream()
                .filter(i -> i.until() != null)
                .map(i -> title(i) + " — "
                        + say(
                                "report.plan.by",
                                "day",
                                i.until() == null ? "" : format().fullDay(format().date(i.until()))))
                .toList();
    }

    public List<Row> annex() {
        List<Row> rows = new ArrayList<>();
        for (CheckLine line : model.facts().checks()) {
            String tone = switch (line.outcome()) {
                case PASS -> "ok";
                case FAIL -> "crit";
                case UNKNOWN -> "high";
                case NOT_APPLICABLE -> "mut";
            };
            String reason = line.outcome() == Outcome.UNKNOWN && !line.reason().isBlank()
                    ? " (" + text(line.reason(), 60) + ")"
                    : "";
            rows.add(new Row(
                    List.of(
                            line.id(),
                            text(line.title().in(words.language()), 60),
                            say("report.result." + line.outcome().word()) + reason,
                            format().fullDay(format().date(line.since()))),
                    tone));
        }
        return rows;
    }

    public String method() {
        return say("report.method.text", "version", version);
    }

    private String metric(String metric) {
        return words.knows("metric." + metric)
                ? say("metric." + metric)
                : Untrusted.of(metric).plain(20);
    }

    private static String text(String text, int columns) {
        return Untrusted.of(text).plain(columns);
    }

    private static String tone(Item item) {
        return switch (item.severity()) {
            case CRITICAL -> "crit";
            case HIGH -> "high";
            case MEDIUM, LOW -> "mut";
        };
    }

    ReportFacts facts() {
        return model.facts();
    }
}
