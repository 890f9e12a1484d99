package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The week's promises by kind and severity: kept, late, worst; and earlier verdicts that were corrected. */
final class WeeklySla implements Section {
    private static final int MOST = 5;

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        WeekFacts week = model.facts().week().orElse(null);
        if (week == null) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(voice.say("week.sla.heading")));
        if (week.attainment().isEmpty()) {
            blocks.add(new Block.Note("", voice.say("sla.none")));
        } else {
            List<List<String>> rows = new ArrayList<>();
            for (WeekFacts.Row row : week.attainment()) {
                long late = row.share().whole() - row.share().part();
                rows.add(List.of(
                        Words.opening(voice.metric(row.metric())) + " " + row.severity(),
                        SlaWords.cell(row.share(), voice),
                        String.valueOf(late),
                        row.worst().equals(Duration.ZERO)
                                ? "–"
                                : "+" + voice.format().span(row.worst())));
            }
            blocks.add(new Block.Table(
                    voice.say("week.sla.heading"),
                    List.of(
                            new Block.Column(voice.say("week.sla.promise"), false),
                            new Block.Column(voice.say("week.sla.kept"), true),
                            new Block.Column(voice.say("week.sla.late"), true),
                            new Block.Column(voice.say("week.sla.worst"), true)),
                    rows));
        }
        for (WeekFacts.Restatement one :
                week.restatements().stream().limit(MOST).toList()) {
            String customer = model.facts().customers().stream()
                    .filter(c -> c.id().equals(one.tenantId()))
                    .findFirst()
                    .map((Tenant c) -> voice.shortName(c))
                    .orElse(one.tenantId());
            blocks.add(new Block.Note(
                    voice.say("week.restated"),
                    voice.say(
                            "week.restated.item",
                            "customer",
                            customer,
                            "ticket",
                            one.ticket(),
                            "change",
                            voice.sentence(one.change()))));
        }
        if (week.restatements().size() > MOST) {
            blocks.add(new Block.Note(
                    "",
                    voice.words()
                            .count("week.restated.more", week.restatements().size() - MOST)));
        }
        return blocks;
    }
}
