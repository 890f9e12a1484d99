package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;

/** What was put right last week, and by whom. */
final class ClosedLastWeek implements Section {
    private static final int MOST = 8;

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        List<WeekFacts.Closed> closed =
                model.facts().week().map(WeekFacts::closed).orElse(List.of());
        if (closed.isEmpty()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        for (WeekFacts.Closed one : closed.subList(0, Math.min(MOST, closed.size()))) {
            String customer = model.facts().customers().stream()
                    .filter(c -> c.id().equals(one.tenantId()))
                    .findFirst()
                    .map((Tenant c) -> voice.shortName(c))
                    .orElse(one.tenantId());
            String what = voice.minimal() ? "–" : voice.sentence(one.what());
            items.add(
                    one.by() == null || voice.minimal()
                            ? voice.say("since.item", "customer", customer, "title", what)
                            : voice.say(
                                    "week.closed.by",
                                    "customer",
                                    customer,
                                    "title",
                                    what,
                                    "name",
                                    Untrusted.of(one.by()).display(20)));
        }
        if (closed.size() > MOST) {
            items.add(voice.words().count("since.more", closed.size() - MOST));
        }
        return List.of(
                new Block.Heading(voice.say("week.closed.heading")),
                new Block.Line(Tone.GOOD, voice.say("since.resolved", "n", closed.size()), items));
    }
}
