package dev.watchkeeper.render;

import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.render.ReportView.AreaView;
import dev.watchkeeper.render.ReportView.Chart;
import dev.watchkeeper.render.ReportView.Column;
import dev.watchkeeper.render.ReportView.Row;
import dev.watchkeeper.report.Brand;
import dev.watchkeeper.report.ReportFacts.Breach;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportFacts.MonthShare;
import dev.watchkeeper.report.ReportFacts.Usage;
import dev.watchkeeper.report.ReportModel;
import dev.watchkeeper.report.ReportModel.Area;
import dev.watchkeeper.report.ReportModel.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The pages of a report after the first, in words. */
public final class ReportRest {
    private static final int PLAN = 7;
    private static final int BREACHES = 40;

    private final ReportModel model;
    private final Brand brand;
    private final ReportPhrases phrases;
    private final String version;

    ReportRest(ReportModel model, Brand brand, ReportPhrases phrases, String version) {
        this.model = model;
        this.brand = brand;
        this.phrases = phrases;
        this.version = version;
    }

    public List<Row> fresh() {
        return items(model.fresh(), null);
    }

    public List<Row> fixed() {
        return items(model.fixed(), "ok");
    }

    private List<Row> items(List<Item> items, @Nullable String tone) {
        return items.stream()
                .map(i -> new Row(
                        List.of(
                                phrases.title(i),
                                phrases.words().severity(i.severity()),
                                phrases.format().day(i.at())),
                        phrases.where(i),
                        tone == null ? ReportPhrases.tone(i) : tone))
                .toList();
    }

    public List<Row> accepted() {
        return model.accepted().stream()
                .map(i -> new Row(
                        List.of(
                                phrases.title(i),
                                phrases.words().severity(i.severity()),
                                i.until() == null
                                        ? "–"
                                        : phrases.format()
                                                .fullDay(phrases.format().date(i.until()))),
                        phrases.where(i),
                        "mut"))
                .toList();
    }

    public List<AreaView> areas() {
        List<AreaView> all = new ArrayList<>();
        for (Area area : model.areas()) {
            List<Row> rows = area.open().stream()
                    .map(i -> new Row(
                            List.of(
                                    phrases.words().severity(i.severity()),
                                    phrases.title(i),
                                    phrases.step(i),
                                    phrases.say("report.effort." + Effort.of(i.checkId())),
                                    phrases.say("report.who.customer")),
                            phrases.where(i),
                            ReportPhrases.tone(i)))
                    .toList();
            all.add(new AreaView(
                    group("area.", area.group()),
                    group("area.why.", area.group()),
                    phrases.say(
                            "report.area.state",
                            "passed",
                            area.passed(),
                            "failed",
                            area.failed(),
                            "unknown",
                            area.unknown()),
                    rows,
                    empty(area)));
        }
        return all;
    }

    private String empty(Area area) {
        String key = area.failed() > 0
                ? "report.area.accepted"
                : area.passed() == 0 && area.unknown() > 0 ? "report.area.unknown" : "report.area.fine";
        return phrases.say(key);
    }

    private String group(String prefix, String group) {
        return phrases.words().knows(prefix + group) ? phrases.say(prefix + group) : ReportPhrases.text(group, 30);
    }

    public String tickets() {
        return phrases.words()
                .count("report.service.tickets", model.delivered().service().tickets());
    }

    public @Nullable Chart months() {
        List<MonthShare> months = model.delivered().service().months();
        if (months.stream().allMatch(m -> m.share().whole() == 0)) {
            return null;
        }
        List<Column> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (MonthShare month : months) {
            columns.add(new Column(
                    ReportPhrases.share(month.share()), phrases.format().month(month.month())));
            values.add(String.valueOf(
                    month.share().whole() > 0
                            ? month.share().part() * 100.0 / month.share().whole()
                            : 0));
        }
        String target = String.valueOf(brand.target());
        return phrases.chart(phrases.say("report.service.months", "target", target), columns, values, "100", target);
    }

    public List<Row> breaches() {
        List<Row> rows = new ArrayList<>();
        List<Breach> all = model.delivered().service().breaches();
        for (Breach breach : all.stream().limit(BREACHES).toList()) {
            String title = breach.title().isBlank() ? "" : ReportPhrases.text(breach.title(), 60);
            String cause = breach.cause().isBlank() ? "" : phrases.say("report.cause." + breach.cause());
            rows.add(new Row(
                    List.of(
                            "#" + ReportPhrases.text(breach.ticket(), 16),
                            title,
                            Words.opening(phrases.metric(breach.metric())),
                            phrases.format().dayAndTime(breach.at()),
                            phrases.format().span(breach.over())),
                    cause,
                    ""));
        }
        int more = all.size() - rows.size();
        if (more > 0) {
            rows.add(new Row(List.of("", phrases.words().count("report.more.untold", more), "", "", ""), "", ""));
        }
        return rows;
    }

    public String restated() {
        int n = model.delivered().service().restated();
        return n == 0 ? "" : phrases.words().count("report.service.restated", n);
    }

    public List<String> google() {
        return model.delivered().google().stream()
                .map(t -> ReportPhrases.text(
                        phrases.format().localised(t.in(phrases.words().language())), 600))
                .toList();
    }

    public List<String> usage() {
        List<String> lines = new ArrayList<>();
        if (model.delivered().usage().isEmpty()) {
            return List.of(phrases.say("report.usage.none"));
        }
        Usage usage = model.delivered().usage().get();
        lines.add(phrases.say("report.usage.day", "day", phrases.format().fullDay(usage.day())));
        if (usage.assigned() != null && usage.paid() != null) {
            lines.add(phrases.say("report.usage.licences", "assigned", usage.assigned(), "paid", usage.paid()));
        }
        if (usage.active() != null) {
            lines.add(phrases.say("report.usage.active", "active", usage.active()));
        }
        if (usage.storageUsedMb() != null && usage.storageTotalMb() != null) {
            lines.add(phrases.say(
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

    /** What cannot wait for next quarter, worst and soonest first. */
    public List<Row> soon() {
        return planned(Item::soon, PLAN);
    }

    /** What the contract brings next quarter and what can wait until then. */
    public List<Row> plan() {
        List<Row> rows = new ArrayList<>();
        model.delivered().plan().stream()
                .limit(PLAN)
                .forEach(p -> rows.add(new Row(List.of(phrases.text(p.what(), 80), phrases.by(p.by())), "", "")));
        rows.addAll(planned(i -> !i.soon(), PLAN - rows.size()));
        return rows;
    }

    private List<Row> planned(Predicate<Item> which, int most) {
        return model.risks().stream()
                .filter(which)
                .limit(Math.max(0, most))
                .map(r -> new Row(
                        List.of(
                                phrases.say("report.plan.item", "what", phrases.title(r), "step", phrases.step(r)),
                                phrases.by(r.due())),
                        phrases.where(r),
                        ReportPhrases.tone(r)))
                .toList();
    }

    public List<String> decisions() {
        return model.accepted().stream()
                .filter(i -> i.until() != null)
                .map(i -> phrases.say(
                        "report.plan.decision",
                        "what",
                        phrases.title(i),
                        "day",
                        i.until() == null
                                ? ""
                                : phrases.format().fullDay(phrases.format().date(i.until()))))
                .toList();
    }

    public List<Row> annex() {
        List<Row> rows = new ArrayList<>();
        for (CheckLine line : model.checks().lines()) {
            String tone = switch (line.outcome()) {
                case PASS -> "ok";
                case FAIL -> "crit";
                case UNKNOWN -> "high";
                case NOT_APPLICABLE -> "mut";
            };
            rows.add(new Row(
                    List.of(
                            line.id(),
                            phrases.text(line.title(), 60),
                            phrases.say("report.result." + line.outcome().word()),
                            phrases.format().fullDay(phrases.format().date(line.since()))),
                    "",
                    tone));
        }
        return rows;
    }

    public String method() {
        return phrases.say("report.method.text", "version", version);
    }
}
