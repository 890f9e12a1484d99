package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.CustomerRow;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Figures;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.mail.page.Block;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The customers with most to do, eight at most; the last row sums the rest, so that the column adds up. */
final class CustomersToLookAt implements Section {
    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        List<CustomerRow> worth = model.rows().stream()
                .filter(row -> row.open().total() > 0 || (row.scoreChange() != null && row.scoreChange() <= -5))
                .limit(DigestModel.TABLE)
                .toList();
        if (worth.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        for (CustomerRow row : worth) {
            rows.add(List.of(
                    voice.shortName(row.customer()),
                    score(row, voice),
                    figures(row.open()),
                    age(row.oldest(), model, voice)));
        }
        List<CustomerRow> rest =
                model.rows().stream().filter(row -> !worth.contains(row)).toList();
        if (!rest.isEmpty()) {
            Figures sum = rest.stream().map(CustomerRow::open).reduce(Figures.NONE, Figures::plus);
            Instant oldest = rest.stream()
                    .map(CustomerRow::oldest)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            rows.add(List.of(
                    voice.words().count("table.rest", rest.size()), "–", figures(sum), age(oldest, model, voice)));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(voice.say("table.heading")));
        blocks.add(new Block.Table(
                voice.say("table.heading"),
                List.of(
                        new Block.Column(voice.say("table.customer"), false),
                        new Block.Column(voice.say("table.score"), true),
                        new Block.Column(voice.say("table.open"), true),
                        new Block.Column(voice.say("table.oldest"), true)),
                rows));
        Figures now = model.ledger().now();
        String total = voice.say("table.total", "figures", figures(now));
        boolean attached = model.facts().reader().attachCsv()
                && !voice.minimal()
                && !model.open().isEmpty();
        blocks.add(new Block.Note(
                "", attached ? total + voice.say("table.attached", "file", Attachments.name(model, voice)) : total));
        return blocks;
    }

    private static String score(CustomerRow row, Voice voice) {
        Integer change = row.scoreChange();
        return change == null
                ? String.valueOf(row.score())
                : row.score() + " (" + voice.format().signed(change) + ")";
    }

    private static String figures(Figures figures) {
        return figures.critical() + " / " + figures.high();
    }

    private static String age(@Nullable Instant since, DigestModel model, Voice voice) {
        return since == null
                ? "–"
                : voice.format()
                        .age(ChronoUnit.DAYS.between(
                                voice.format().date(since),
                                voice.format().date(model.facts().now())));
    }
}
