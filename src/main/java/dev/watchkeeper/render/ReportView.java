package dev.watchkeeper.render;

import dev.watchkeeper.digest.Ledger;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.report.Brand;
import dev.watchkeeper.report.Quarter;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportFacts.ServiceRow;
import dev.watchkeeper.report.ReportFacts.TrendPoint;
import dev.watchkeeper.report.ReportModel;
import dev.watchkeeper.report.ReportModel.Item;
import dev.watchkeeper.tenant.Language;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A report in words, as the template wants it: the page that can stand alone, and the way to the rest. */
public final class ReportView {
    private static final int NOT_CHECKED = 3;

    private final ReportModel model;
    private final Brand brand;
    private final ReportPhrases phrases;
    private final ReportRest rest;

    ReportView(ReportModel model, Brand brand, Language language, String version) {
        this.model = model;
        this.brand = brand;
        this.phrases = new ReportPhrases(language, model.cover().zone());
        this.rest = new ReportRest(model, brand, phrases, version);
    }

    /**
     * Numbers of a chart with a label each.
     *
     * @param description for those who cannot see it
     * @param target where the promised line lies, empty without one
     */
    public record Chart(
            String title, String description, String values, String top, String target, List<Column> columns) {}

    /** A column of a chart. */
    public record Column(String value, String label) {}

    /** A row of a table; {@code note} stands small below the second cell. */
    public record Row(List<String> cells, String note, String tone) {}

    /** One group of checks. */
    public record AreaView(String name, String why, String state, List<Row> rows, String empty) {}

    /** The pages after the first. */
    public ReportRest rest() {
        return rest;
    }

    public String say(String key, Object... pairs) {
        return phrases.say(key, pairs);
    }

    public String lang() {
        return phrases.words().language().tag();
    }

    public String customer() {
        return ReportPhrases.text(model.cover().customer(), 60);
    }

    /** Who gives the report; the account manager where no house is configured. */
    public String house() {
        return ReportPhrases.text(brand.name().isBlank() ? model.cover().manager() : brand.name(), 60);
    }

    public String colour() {
        return brand.colour();
    }

    /** The logo as an address that holds the picture itself; empty without one. */
    public String logo() {
        return brand.logo()
                .map(logo -> "data:image/png;base64," + Base64.getEncoder().encodeToString(logo))
                .orElse("");
    }

    /** Whom to ask, on one line. */
    public String contact() {
        List<String> parts = new ArrayList<>();
        if (!brand.name().isBlank()) {
            parts.add(house());
        }
        parts.add(say(
                "report.contact", "manager", ReportPhrases.text(model.cover().manager(), 30)));
        if (!brand.telephone().isBlank()) {
            parts.add(ReportPhrases.text(brand.telephone(), 40));
        }
        parts.add(ReportPhrases.text(model.cover().managerEmail(), 80));
        return String.join(" · ", parts);
    }

    public String title() {
        Quarter quarter = model.cover().quarter();
        return say("report.title", "year", quarter.year(), "quarter", quarter.number());
    }

    public String issued() {
        return say(
                "report.issued", "day", phrases.format().fullDay(model.cover().issued()));
    }

    public String footer() {
        return say("report.footer", "customer", customer(), "title", title(), "house", house());
    }

    public String asOf() {
        return say(
                "digest.asOf",
                "day",
                phrases.format().fullDay(phrases.format().date(model.cover().asOf())),
                "time",
                phrases.format().time(model.cover().asOf()),
                "zone",
                phrases.format().zoneName());
    }

    /** The quarter in a sentence or two: where it stands, what must not wait, what could not be looked at. */
    public String summary() {
        List<String> sentences = new ArrayList<>();
        Integer before = model.previousScore();
        int change = before == null ? 0 : model.score() - before;
        String course = before == null ? "first" : change > 0 ? "better" : change < 0 ? "worse" : "same";
        sentences.add(say("report.summary." + course, "score", model.score(), "before", before == null ? "" : before));
        if (!model.fixed().isEmpty()) {
            sentences.add(
                    phrases.words().count("report.summary.fixed", model.fixed().size()));
        }
        List<Item> soon = model.risks().stream().filter(Item::soon).toList();
        if (soon.isEmpty()) {
            sentences.add(say("report.summary.calm"));
        } else {
            boolean critical = soon.get(0).severity() == Severity.CRITICAL;
            long n = soon.stream()
                    .filter(i -> i.severity() == soon.get(0).severity())
                    .count();
            sentences.add(phrases.words()
                    .count(
                            critical ? "report.summary.critical" : "report.summary.high",
                            n,
                            "what",
                            phrases.title(soon.get(0)),
                            "day",
                            phrases.format().day(soon.get(0).due())));
        }
        if (model.checks().unknown() > 0) {
            sentences.add(phrases.words()
                    .count("report.summary.unknown", model.checks().unknown()));
        }
        return String.join(phrases.chinese() ? "" : " ", sentences);
    }

    public String score() {
        return String.valueOf(model.score());
    }

    public String scoreChange() {
        Integer before = model.previousScore();
        return before == null
                ? say("report.score.first")
                : say("report.score.change", "change", phrases.format().signed(model.score() - before));
    }

    public @Nullable Chart scoreTrend() {
        return trend("report.trend", TrendPoint::score, model.score(), 100);
    }

    public @Nullable Chart openTrend() {
        int most = Math.max(
                1,
                Math.max(
                        model.open().total(),
                        model.health().trend().stream()
                                .mapToInt(TrendPoint::open)
                                .max()
                                .orElse(0)));
        return trend("report.open.trend", TrendPoint::open, model.open().total(), most);
    }

    private @Nullable Chart trend(String key, ToIntFunction<TrendPoint> value, int now, int top) {
        if (model.health().trend().isEmpty()) {
            return null;
        }
        List<Column> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (TrendPoint point : model.health().trend()) {
            columns.add(new Column(String.valueOf(value.applyAsInt(point)), quarter(point.quarter())));
            values.add(String.valueOf(value.applyAsInt(point)));
        }
        columns.add(new Column(String.valueOf(now), quarter(model.cover().quarter())));
        values.add(String.valueOf(now));
        return phrases.chart(say(key), columns, values, String.valueOf(top), "");
    }

    private static String quarter(Quarter quarter) {
        return quarter.year() + " Q" + quarter.number();
    }

    public String improvedHead() {
        return phrases.words().count("report.improved", model.fixed().size());
    }

    public List<String> improved() {
        List<String> lines = new ArrayList<>(model.fixed().stream()
                .limit(ReportModel.TOP)
                .map(phrases::title)
                .toList());
        if (model.fixed().size() > ReportModel.TOP) {
            lines.add(phrases.words().count("report.more", model.fixed().size() - ReportModel.TOP));
        }
        return lines.isEmpty() ? List.of(say("report.none")) : lines;
    }

    public String risksHead() {
        return phrases.words().count("report.risks.head", model.risks().size());
    }

    public List<Row> topRisks() {
        return model.risks().stream()
                .limit(ReportModel.TOP)
                .map(r -> new Row(
                        List.of(
                                phrases.words().severity(r.severity()),
                                phrases.title(r),
                                phrases.step(r),
                                phrases.by(r.due())),
                        phrases.where(r),
                        ReportPhrases.tone(r)))
                .toList();
    }

    public String moreRisks() {
        return model.risks().size() > ReportModel.TOP
                ? phrases.words().count("report.more", model.risks().size() - ReportModel.TOP)
                : "";
    }

    public List<String> promises() {
        List<String> lines = new ArrayList<>();
        for (ServiceRow row : model.delivered().service().rows()) {
            lines.add(say(
                    "report.sla.row",
                    "metric",
                    phrases.chinese() ? phrases.metric(row.metric()) : opening(phrases.metric(row.metric())),
                    "share",
                    ReportPhrases.share(row.share())));
        }
        return lines.isEmpty() ? List.of(say("report.sla.none")) : lines;
    }

    private static String opening(String text) {
        return dev.watchkeeper.mail.page.Words.opening(text);
    }

    public String checksHead() {
        return phrases.words()
                .count(
                        "report.checks.head",
                        model.checks().total(),
                        "done",
                        model.checks().completed(),
                        "unknown",
                        model.checks().unknown());
    }

    /** One sentence about what could not be looked at; why is ours to mend, not the customer's to read. */
    public String notChecked() {
        List<String> names = model.checks().lines().stream()
                .filter(c -> c.outcome() == Outcome.UNKNOWN)
                .map(CheckLine::title)
                .map(title -> phrases.text(title, 60))
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        String list = phrases.words().list(names.stream().limit(NOT_CHECKED).toList());
        int more = names.size() - NOT_CHECKED;
        return say(
                "report.checks.not",
                "names",
                more > 0 ? phrases.words().count("report.where.more", more, "names", list) : list);
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
}
