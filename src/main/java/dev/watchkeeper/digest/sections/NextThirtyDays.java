package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Ending;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What ends in the next thirty days. */
final class NextThirtyDays implements Section {
    private static final int MOST = 10;

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        List<Ending> ahead = model.facts().week().map(WeekFacts::ahead).orElse(List.of());
        if (ahead.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(voice.say("week.ahead.heading")));
        List<List<String>> rows = new ArrayList<>();
        for (Ending ending : ahead.subList(0, Math.min(MOST, ahead.size()))) {
            String customer = model.facts().customers().stream()
                    .filter(c -> c.id().equals(ending.tenantId()))
                    .findFirst()
                    .map((Tenant c) -> voice.shortName(c))
                    .orElse(ending.tenantId());
            rows.add(List.of(
                    voice.format().day(ending.endsAt()),
                    customer,
                    voice.say(
                            "week.ahead.item",
                            "kind",
                            voice.say("ending." + ending.kind().name().toLowerCase(Locale.ROOT)),
                            "what",
                            voice.minimal() ? ending.ref() : voice.sentence(ending.what()))));
        }
        blocks.add(new Block.Table(
                voice.say("week.ahead.heading"),
                List.of(
                        new Block.Column(voice.say("week.ahead.date"), false),
                        new Block.Column(voice.say("table.customer"), false),
                        new Block.Column(voice.say("week.ahead.what"), false)),
                rows));
        if (ahead.size() > MOST) {
            blocks.add(new Block.Note("", voice.words().count("week.ahead.more", ahead.size() - MOST)));
        }
        return blocks;
    }
}
