package dev.watchkeeper.mail.answer;

import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Offer;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages about the reader's own digests: a pause, an end, and the way back from both. */
final class DigestPages {
    private static final Duration PAUSE = Duration.ofDays(7);

    private final Pages pages;
    private final Words words;
    private final AnswerDesk.Press press;
    private final Gate gate;

    DigestPages(Pages pages, AnswerDesk.Press press, Gate gate) {
        this.pages = pages;
        this.words = pages.words();
        this.press = press;
        this.gate = gate;
    }

    Instant pausedUntil() {
        return press.now().plus(PAUSE);
    }

    private String until() {
        return words.format().dayAndTime(pausedUntil());
    }

    AnswerPage pause() {
        return asking(
                words.say("link.pause.title"),
                List.of(words.say(instead(), "until", until()), words.say("link.alerts")),
                words.say("link.pause.button", "until", until()));
    }

    /** Somebody else reads them meanwhile, or nobody does. */
    private String instead() {
        return press.person().delegateTo() == null ? "link.pause.effect" : "link.pause.delegate";
    }

    AnswerPage paused() {
        return done(
                words.say("link.pause.done.title", "until", until()),
                List.of(words.say("link.pause.done"), words.say("link.alerts")),
                back("digests"));
    }

    AnswerPage unsubscribe() {
        String kind = press.offer().subject();
        return asking(
                words.say("link.out.title." + kind),
                List.of(words.say("link.out.effect." + kind), words.say("link.alerts")),
                words.say("link.out.button"));
    }

    AnswerPage unsubscribed() {
        String kind = press.offer().subject();
        return done(
                words.say("link.out.done.title." + kind),
                List.of(words.say("link.out.effect." + kind), words.say("link.alerts")),
                back(kind));
    }

    AnswerPage resume() {
        String kind = press.offer().subject();
        return asking(
                words.say("link.in.title." + kind),
                List.of(words.say("link.in.effect." + kind)),
                words.say("link.in.button." + kind));
    }

    AnswerPage resumed() {
        String kind = press.offer().subject();
        return done(words.say("link.in.done.title." + kind), List.of(words.say("link.in.effect." + kind)), null);
    }

    /** The way back, by a link of its own. */
    private AnswerPage.Form back(String subject) {
        Offer offer = Offer.at(press.now(), Act.RESUME, press.person().id(), subject);
        return new AnswerPage.Form(words.say("link.in.button." + subject), gate.beside(offer), null, false);
    }

    private AnswerPage asking(String heading, List<String> lines, String button) {
        return pages.page(
                Tone.PLAIN,
                heading,
                List.of(),
                lines,
                new AnswerPage.Form(button, "", null, true),
                pages.foot(press.person(), press.offer()));
    }

    private AnswerPage done(String heading, List<String> lines, AnswerPage.@Nullable Form way) {
        return pages.page(Tone.GOOD, heading, List.of(), lines, way, "");
    }
}
