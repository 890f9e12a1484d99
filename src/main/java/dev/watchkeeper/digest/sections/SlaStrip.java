package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.SlaWeek;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import java.util.ArrayList;
import java.util.List;

/** Seven full days of first replies: the share, the period before, and the misses as bars. */
final class SlaStrip implements Section {
    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        if (model.facts().sla().isEmpty()) {
            return List.of();
        }
        SlaWeek week = model.facts().sla().get();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(voice.words()
                .count("sla.heading", week.late().size(), "span", voice.format().span(week.from(), week.to()))));
        blocks.add(new Block.Note(
                week.now().whole() == 0 ? "" : voice.say("sla.lead"),
                SlaWords.share(week.now(), week.before(), voice)
                        + voice.say("sla.now", "late", week.missed(), "risk", week.atRisk())));
        if (week.missed() > 0) {
            List<Block.Bar> bars = new ArrayList<>();
            for (int i = 0; i < week.late().size(); i++) {
                bars.add(new Block.Bar(
                        voice.format().weekday(week.from().plusDays(i).getDayOfWeek()),
                        week.late().get(i)));
            }
            blocks.add(new Block.Bars(voice.say("sla.bars", "n", week.missed()), Tone.CRITICAL, bars));
        }
        return blocks;
    }
}
