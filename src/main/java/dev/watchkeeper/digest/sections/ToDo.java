package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Card;
import dev.watchkeeper.digest.Change;
import dev.watchkeeper.digest.Claim;
import dev.watchkeeper.digest.DigestFacts;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Ending;
import dev.watchkeeper.digest.Gap;
import dev.watchkeeper.digest.OpenClock;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.link.Offer;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the reader has to do, at most five cards; the rest is counted. */
final class ToDo implements Section {
    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        if (model.cards().isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(voice.say("todo.heading")));
        int number = 1;
        for (Card card : model.shown()) {
            blocks.add(block(card, number++, model, voice));
        }
        if (model.overflow() > 0) {
            boolean attached = model.facts().reader().attachCsv() && !voice.minimal();
            blocks.add(new Block.Note(
                    "",
                    voice.words()
                            .count(
                                    attached ? "todo.overflow" : "todo.overflow.unattached",
                                    model.overflow(),
                                    "worst",
                                    voice.say("severity."
                                            + model.cards()
                                                    .get(DigestModel.SHOWN)
                                                    .severity()
                                                    .word()))));
        }
        return blocks;
    }

    private static Block block(Card card, int number, DigestModel model, Voice voice) {
        if (card.subject() instanceof Card.OfClock of) {
            return clock(of, card.customers().get(0), number, model.facts(), voice);
        }
        if (card.subject() instanceof Card.OfFindings of) {
            return findings(card, of, number, model, voice);
        }
        if (card.subject() instanceof Card.OfEnding of) {
            return ending(of.ending(), card.customers().get(0), number, voice);
        }
        if (card.subject() instanceof Card.OfClaim of) {
            return claim(of.claim(), card.customers(), number, voice);
        }
        if (card.subject() instanceof Card.OfGap of) {
            return gap(of.gap(), card.customers().get(0), number, voice);
        }
        throw new IllegalStateException("card " + card.ref() + " is about something unknown");
    }

    private static Block clock(Card.OfClock of, Tenant customer, int number, DigestFacts facts, Voice voice) {
        OpenClock clock = of.clock();
        Instant now = facts.now();
        String metric = voice.doing(clock.metric());
        String due = voice.format().when(clock.dueAt(), now);
        String state = clock.breached()
                ? voice.say("todo.clock.breached", "due", due, "metric", metric)
                : voice.say(
                        "todo.clock.warn",
                        "due",
                        due,
                        "metric",
                        metric,
                        "now",
                        voice.format().time(now),
                        "left",
                        voice.format().span(clock.remaining()));
        List<String> why = new ArrayList<>();
        why.add(clock.severity());
        why.add(voice.say("todo.clock.opened", "at", voice.format().when(clock.openedAt(), now)));
        if (!clock.replied()) {
            why.add(voice.say("todo.clock.unanswered"));
        }
        if (!clock.assigned()) {
            why.add(voice.say("todo.clock.unassigned"));
        }
        if (!of.others().isEmpty()) {
            why.add(voice.say("todo.clock.also", "list", others(of.others(), now, voice)));
        }
        SafeLink button = clock.url() == null
                ? null
                : voice.link(voice.say("todo.clock.open", "ticket", voice.ticket(clock)), clock.url())
                        .orElse(null);
        return new Block.Card(
                Tone.CRITICAL,
                state,
                voice.say(
                        "todo.clock.title",
                        "customer",
                        voice.customer(customer),
                        "ticket",
                        voice.ticket(clock),
                        "title",
                        voice.ticketTitle(clock)),
                String.join(" · ", why),
                first(voice, voice.say("todo.clock.first." + (clock.breached() ? "late." : "") + clock.metric())),
                List.of(),
                button,
                false,
                number,
                offers(facts, voice, clock.incident(), Map.of(Act.TAKE, voice.say("todo.choice.take"))));
    }

    private static String others(List<OpenClock> others, Instant now, Voice voice) {
        return voice.words()
                .list(others.stream()
                        .map(other -> voice.say(
                                other.breached() ? "todo.clock.alsoLate" : "todo.clock.alsoDue",
                                "metric",
                                voice.metric(other.metric()),
                                "due",
                                voice.format().when(other.dueAt(), now)))
                        .toList());
    }

    /** What can be answered by a link; nothing if there are none. */
    private static List<SafeLink> offers(DigestFacts facts, Voice voice, String subject, Map<Act, String> labels) {
        List<SafeLink> links = new ArrayList<>();
        new TreeMap<>(labels)
                .forEach((act, label) -> voice.links()
                        .sealed(label, act, facts.addressee().id(), subject, facts.now())
                        .ifPresent(links::add));
        return links;
    }

    private static Block findings(Card card, Card.OfFindings of, int number, DigestModel model, Voice voice) {
        Finding first = of.first();
        Instant now = model.facts().now();
        String state = voice.say(
                "todo.finding.state",
                "severity",
                voice.words().severity(card.severity()),
                "change",
                voice.say("change.state." + change(of, card, model)));
        List<String> why = new ArrayList<>();
        String title;
        if (card.customers().size() > 1) {
            title = voice.say("todo.group.title", "n", card.customers().size(), "title", voice.title(first));
            why.add(Names.of(card.customers(), voice));
            boolean oneCause =
                    of.findings().stream().map(Finding::summary).distinct().count() == 1;
            if (oneCause) {
                voice.detail(first).ifPresent(why::add);
            }
        } else {
            boolean one = of.findings().size() == 1;
            String what = one
                    ? voice.headline(first)
                    : voice.words().count("todo.several", of.findings().size(), "title", voice.title(first));
            title = voice.say(
                    "todo.finding.title",
                    "customer",
                    voice.customer(card.customers().get(0)),
                    "what",
                    what);
            why.add(Words.opening(since(of, now, voice)));
            if (one) {
                voice.beneath(first).ifPresent(why::add);
            }
        }
        return new Block.Card(
                Voice.tone(card.severity()),
                state,
                title,
                String.join(" · ", why),
                first(voice, voice.step(first.remedy())),
                List.of(),
                voice.console(first.checkId()).orElse(null),
                false,
                number,
                answers(of.findings(), model.facts(), voice));
    }

    /** One set of answers for the card, whatever it holds; none if that is more than a link can name. */
    private static List<SafeLink> answers(List<Finding> findings, DigestFacts facts, Voice voice) {
        String all = findings.size() == 1 ? "" : ".all";
        return Offer.about(findings.stream().map(Finding::id).toList())
                .map(subject -> offers(
                        facts,
                        voice,
                        subject,
                        Map.of(
                                Act.ACKNOWLEDGE, voice.say("todo.choice.ack" + all, "n", findings.size()),
                                Act.MUTE, voice.say("todo.choice.mute" + all, "n", findings.size()))))
                .orElse(List.of());
    }

    /** What is new to the reader is not called still open, even if no earlier digest can be compared with. */
    private static String change(Card.OfFindings of, Card card, DigestModel model) {
        if (of.change() != null) {
            return of.change().name().toLowerCase(Locale.ROOT);
        }
        boolean newcomer = model.firstRun()
                || model.newcomers().stream().anyMatch(one -> card.customers().contains(one.customer()));
        boolean young = of.first().openedAt().isAfter(model.facts().now().minus(Duration.ofHours(24)));
        return newcomer && young ? "first" : "ongoing";
    }

    private static String since(Card.OfFindings of, Instant now, Voice voice) {
        Finding first = of.first();
        if (of.change() == Change.Kind.WORSENED) {
            return voice.say(
                    "todo.finding.was",
                    "severity",
                    voice.say("severity.in." + of.before().word()));
        }
        String at = voice.format().dayAndTime(first.openedAt());
        if (of.change() == null) {
            long days = ChronoUnit.DAYS.between(
                    voice.format().date(first.openedAt()), voice.format().date(now));
            return days == 0
                    ? voice.say("todo.finding.seen", "at", at)
                    : voice.say(
                            "todo.finding.ongoing",
                            "at",
                            at,
                            "days",
                            voice.format().days(days));
        }
        return voice.say(of.change() == Change.Kind.REOPENED ? "todo.finding.reopened" : "todo.finding.seen", "at", at);
    }

    private static Block ending(Ending ending, Tenant customer, int number, Voice voice) {
        String kind = ending.kind().name().toLowerCase(Locale.ROOT);
        SafeLink button = ending.url() == null
                ? null
                : voice.link(voice.say("todo.ending.open"), ending.url()).orElse(null);
        String step = voice.sentence(ending.first());
        return new Block.Card(
                Tone.HIGH,
                voice.say(
                        "todo.ending.state",
                        "what",
                        Words.opening(voice.say("ending." + kind)),
                        "date",
                        voice.format().weekdayAndDay(voice.format().date(ending.endsAt()))),
                voice.say(
                        "todo.finding.title",
                        "customer",
                        voice.customer(customer),
                        "what",
                        voice.minimal() ? ending.ref() : voice.sentence(ending.what())),
                "",
                first(voice, step.equals("–") ? voice.say("todo.ending.first." + kind) : step),
                List.of(),
                button,
                false,
                number);
    }

    private static Block claim(Claim claim, List<Tenant> customers, int number, Voice voice) {
        return new Block.Card(
                Tone.HIGH,
                voice.say("todo.claim.state", "date", CreditClaims.day(claim, voice)),
                voice.say(
                        "todo.finding.title",
                        "customer",
                        customers.size() == 1
                                ? voice.customer(customers.get(0))
                                : voice.words().count("claim.customers", customers.size()),
                        "what",
                        voice.say(
                                "todo.claim.title",
                                "product",
                                voice.product(claim.product()),
                                "month",
                                voice.format().month(claim.bound().month()),
                                "days",
                                claim.bound().creditDays())),
                voice.say("todo.claim.why", "minutes", claim.bound().incidentMinutes()),
                first(voice, voice.say("todo.claim.first")),
                List.of(),
                null,
                false,
                number);
    }

    private static Block gap(Gap gap, Tenant customer, int number, Voice voice) {
        return new Block.Card(
                Tone.HIGH,
                voice.say("todo.gap.state", "since", voice.format().dayAndTime(gap.since())),
                voice.say(
                        "todo.finding.title",
                        "customer",
                        voice.customer(customer),
                        "what",
                        voice.say("gap." + gap.area().name().toLowerCase(Locale.ROOT))),
                voice.sentence(gap.reason()),
                first(voice, voice.sentence(gap.next())),
                List.of(),
                null,
                false,
                number);
    }

    private static String first(Voice voice, String step) {
        return voice.say("todo.first", "step", Words.following(step));
    }
}
