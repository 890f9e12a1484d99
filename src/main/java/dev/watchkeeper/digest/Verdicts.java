package dev.watchkeeper.digest;

import dev.watchkeeper.mail.page.Share;

/** The one line that answers "what do I have to do?". Never says quiet while something was not checked. */
final class Verdicts {
    private Verdicts() {}

    static String of(DigestModel model, Voice voice) {
        if (model.facts().kind() == DigestKind.WEEKLY) {
            return weekly(model, voice);
        }
        int cards = model.cards().size();
        int gaps = model.buckets().withGap();
        if (model.firstRun()) {
            String customers = voice.words().count("customers", model.buckets().total());
            return cards == 0
                    ? voice.say("verdict.first.none", "customers", customers)
                    : voice.words().count("verdict.first", cards, "customers", customers);
        }
        if (cards > 0) {
            return voice.words().count("verdict.act", cards);
        }
        if (gaps > 0) {
            return voice.words().count("verdict.gaps", gaps);
        }
        return model.changes().isEmpty() && model.newcomers().isEmpty()
                ? voice.say("verdict.quiet")
                : voice.words().count("verdict.changed", model.buckets().changed());
    }

    private static String weekly(DigestModel model, Voice voice) {
        WeekFacts week = model.facts().week().orElseThrow();
        Share replies = week.firstReplies();
        String sla = replies.whole() == 0
                ? voice.say("verdict.weekly.none")
                : replies.printable()
                        ? voice.say("verdict.weekly.percent", "percent", replies.percent())
                        : voice.say("verdict.weekly.counts", "counts", replies.counts());
        int now = model.ledger().now().critical();
        String critical = model.facts()
                .baseline()
                .map(b -> voice.say("verdict.weekly.moved", "before", b.open().critical(), "now", now))
                .orElse(voice.say("verdict.weekly.now", "now", now));
        return voice.say(
                "verdict.weekly",
                "span",
                voice.format().span(week.from(), week.to()),
                "sla",
                sla,
                "critical",
                critical);
    }
}
