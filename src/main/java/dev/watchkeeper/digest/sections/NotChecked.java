package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestFacts.UnknownChecks;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Gap;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What we do not know, customer by customer: silence is never health. */
final class NotChecked implements Section {
    private static final int MOST = 10;

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        List<Block> blocks = new ArrayList<>();
        int n = model.buckets().withGap();
        UnknownChecks unknown = model.facts().unknownChecks();
        if (n == 0 && unknown.checks() == 0) {
            return blocks;
        }
        blocks.add(new Block.Heading(voice.say("gaps.heading")));
        if (n > 0) {
            String above = model.buckets().gapsAbove() > 0
                    ? voice.words().count("gaps.above", model.buckets().gapsAbove())
                    : "";
            blocks.add(new Block.Note(voice.words().count("gaps.lead", n), above));
            lines(model, voice, blocks);
        }
        if (unknown.checks() > 0) {
            blocks.add(new Block.Note(
                    "",
                    voice.words()
                            .count(
                                    "gaps.checks",
                                    unknown.checks(),
                                    "customers",
                                    voice.words().count("customers", unknown.customers()))));
        }
        return blocks;
    }

    private static void lines(DigestModel model, Voice voice, List<Block> blocks) {
        Map<String, Tenant> customers = new HashMap<>();
        model.facts().customers().forEach(c -> customers.put(c.id(), c));
        List<Gap> gaps = model.facts().gaps().stream()
                .filter(gap -> customers.containsKey(gap.tenantId()))
                .toList();
        for (Gap gap : gaps.subList(0, Math.min(MOST, gaps.size()))) {
            Tenant customer = customers.get(gap.tenantId());
            if (customer == null) {
                continue;
            }
            String next = gap.nextAt() == null
                    ? voice.sentence(gap.next())
                    : voice.say(
                            "gaps.next",
                            "next",
                            voice.sentence(gap.next()),
                            "at",
                            voice.format().when(gap.nextAt(), model.facts().now()));
            blocks.add(new Block.Line(
                    Tone.PLAIN,
                    voice.shortName(customer),
                    List.of(voice.say(
                            "gaps.item",
                            "area",
                            voice.say("gap.area." + gap.area().name().toLowerCase(Locale.ROOT)),
                            "reason",
                            voice.sentence(gap.reason()),
                            "next",
                            next))));
        }
        if (gaps.size() > MOST) {
            blocks.add(new Block.Note("", voice.words().count("gaps.more", gaps.size() - MOST)));
        }
    }
}
