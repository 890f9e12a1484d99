package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.mail.page.Share;

/** Shares in words: no percentage of few, none of nothing, differences only between printed figures. */
final class SlaWords {
    private SlaWords() {}

    static String share(Share now, Share before, Voice voice) {
        if (now.whole() == 0) {
            return voice.say("sla.none");
        }
        if (!now.printable()) {
            return voice.say("sla.few", "counts", now.counts());
        }
        if (!before.printable()) {
            return voice.say("sla.alone", "percent", now.percent(), "counts", now.counts());
        }
        return voice.say(
                "sla.both",
                "percent",
                now.percent(),
                "counts",
                now.counts(),
                "percentBefore",
                before.percent(),
                "countsBefore",
                before.counts(),
                "points",
                now.pointsSince(before));
    }

    static String cell(Share share, Voice voice) {
        return share.whole() == 0
                ? voice.say("sla.dash")
                : share.printable() ? share.percent() + " (" + share.counts() + ")" : share.counts();
    }
}
