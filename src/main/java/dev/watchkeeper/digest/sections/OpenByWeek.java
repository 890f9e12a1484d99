package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Open critical and high findings at the end of each of the last twelve weeks; from the second week on. */
final class OpenByWeek implements Section {
    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        WeekFacts week = model.facts().week().orElse(null);
        if (week == null || week.openByWeek().size() < 2) {
            return List.of();
        }
        List<Block.Bar> bars = new ArrayList<>();
        int n = week.openByWeek().size();
        for (int i = 0; i < n; i++) {
            LocalDate sunday = week.to().minusWeeks(n - 1L - i);
            // Twelve whole dates do not fit beside each other on a phone: the month stands where it begins.
            boolean newMonth = i == 0 || sunday.getDayOfMonth() <= 7;
            bars.add(new Block.Bar(
                    newMonth ? voice.format().subjectDay(sunday) : String.valueOf(sunday.getDayOfMonth()),
                    week.openByWeek().get(i)));
        }
        return List.of(
                new Block.Heading(voice.say("week.open.heading")),
                new Block.Bars(voice.words().count("week.open.bars", n), Tone.HIGH, bars));
    }
}
