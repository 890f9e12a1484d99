package dev.watchkeeper.digest;

import dev.watchkeeper.mail.page.Columns;
import java.time.LocalDate;
import java.util.Locale;

/** A card in a few words, for subjects and preheaders. */
final class Briefs {
    private Briefs() {}

    /** For a subject: the customer, then as much as there is room for. */
    static String subject(Card card, Voice voice, LocalDate today, int room) {
        return Columns.cut(brief("brief.subject.", card, voice, today, room), room);
    }

    static String preheader(Card card, Voice voice, LocalDate today) {
        return brief("brief.", card, voice, today, 40);
    }

    private static String brief(String prefix, Card card, Voice voice, LocalDate today, int room) {
        String customer = voice.subjectName(card.customers().get(0));
        if (card.subject() instanceof Card.OfClock of) {
            OpenClock clock = of.clock();
            LocalDate day = voice.format().date(clock.dueAt());
            String at = day.equals(today)
                    ? voice.format().time(clock.dueAt())
                    : voice.say(
                            "brief.day",
                            "date",
                            voice.format().subjectDay(day),
                            "time",
                            voice.format().time(clock.dueAt()));
            return voice.say(
                    prefix + (clock.breached() ? "late" : "due"),
                    "customer",
                    customer,
                    "ticket",
                    voice.ticket(clock),
                    "metric",
                    voice.metric(clock.metric()),
                    "at",
                    at);
        }
        if (card.subject() instanceof Card.OfFindings of) {
            String title = voice.subjectTitle(of.first(), room);
            return card.customers().size() > 1
                    ? voice.say("brief.group", "n", card.customers().size(), "title", title)
                    : voice.say(prefix + "finding", "customer", customer, "title", title);
        }
        if (card.subject() instanceof Card.OfEnding of) {
            return voice.say(
                    prefix + "ending",
                    "customer",
                    customer,
                    "what",
                    voice.say("ending." + of.ending().kind().name().toLowerCase(Locale.ROOT)),
                    "date",
                    voice.format().subjectDay(voice.format().date(of.ending().endsAt())));
        }
        if (card.subject() instanceof Card.OfClaim of) {
            return voice.say(
                    "brief.claim",
                    "product",
                    voice.product(of.claim().product()),
                    "date",
                    voice.format().subjectDay(of.claim().lastDay()));
        }
        return voice.say(prefix + "gap", "customer", customer);
    }
}
