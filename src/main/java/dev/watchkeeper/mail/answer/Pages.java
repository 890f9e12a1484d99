package dev.watchkeeper.mail.answer;

import dev.watchkeeper.mail.link.Offer;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages that say the same whatever the link was about, and what the others have in common. */
record Pages(Words words, Instant now) {
    /** Says neither whether the link was ever good nor whether its object exists. */
    AnswerPage unknown() {
        return plain("link.unknown.title", words.say("link.unknown"), words.say("link.help"));
    }

    AnswerPage expired() {
        return plain(
                "link.expired.title", words.say("link.expired", "days", Offer.KEEPS.toDays()), words.say("link.help"));
    }

    /** The customer was handed over after the mail had been sent. */
    AnswerPage handedOver() {
        return plain("link.moved.title", words.say("link.moved"));
    }

    AnswerPage used(Offer offer, Instant at) {
        return plain(
                "link.used.title",
                words.say(
                        "link.used",
                        "act",
                        words.say("link.act." + offer.act().word()),
                        "at",
                        words.format().dayAndTime(at),
                        "zone",
                        words.format().zoneName()),
                words.say("link.used.mistake"));
    }

    private AnswerPage plain(String heading, String... lines) {
        return page(Tone.PLAIN, words.say(heading), List.of(), List.of(lines), null, "");
    }

    AnswerPage page(
            Tone tone,
            String heading,
            List<String> matter,
            List<String> lines,
            AnswerPage.@Nullable Form form,
            String foot) {
        return new AnswerPage(words.language(), tone, heading, matter, lines, form, foot);
    }

    /** For whom the link is, and until when it works. */
    String foot(Person person, Offer offer) {
        Instant expiry = offer.expiresAt();
        String name = Untrusted.of(person.name()).display(24);
        return expiry == null
                ? words.say("link.foot.always", "name", name)
                : words.say("link.foot", "name", name, "at", words.format().dayAndTime(expiry));
    }

    /** The last day of a span that begins today. */
    LocalDate lastDay(int days) {
        return words.format().date(now).plusDays(days);
    }

    /** The end of a day that is counted whole. */
    Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(words.zone()).toInstant();
    }
}
