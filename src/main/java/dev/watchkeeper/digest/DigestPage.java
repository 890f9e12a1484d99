package dev.watchkeeper.digest;

import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.Page.Choice;
import dev.watchkeeper.mail.page.Page.Footer;
import dev.watchkeeper.mail.page.Page.Headline;
import dev.watchkeeper.mail.page.Page.Part;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.tenant.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A model and its sections as a page. */
public final class DigestPage {
    private static final int PREHEADER = 110;

    private DigestPage() {}

    /**
     * The page of a model.
     *
     * @param reference the digest's own name, for example {@code D-20261124-am17}
     * @param version of watchkeeper
     */
    public static Page of(DigestModel model, List<Section> sections, Voice voice, String reference, String version) {
        List<Block> blocks = new ArrayList<>();
        sections.forEach(section -> blocks.addAll(section.blocks(model, voice)));
        String key = "digest." + model.facts().kind().word();
        return new Page(
                voice.words().language(),
                voice.say(
                        key + ".title", "date", voice.format().day(model.facts().now())),
                preheader(model, voice),
                headline(model, voice),
                blocks,
                footer(model, voice, reference, version));
    }

    private static String preheader(DigestModel model, Voice voice) {
        LocalDate today = voice.format().date(model.facts().now());
        List<String> parts = new ArrayList<>();
        model.cards().stream().limit(2).forEach(card -> parts.add(Briefs.preheader(card, voice, today)));
        Buckets counts = model.buckets();
        if (counts.withGap() > 0) {
            parts.add(voice.words().count("pre.gaps", counts.withGap()));
        }
        if (counts.unchanged() > 0 && !model.firstRun()) {
            parts.add(voice.words().count("pre.unchanged", counts.unchanged()));
        }
        return Columns.cut(String.join(" · ", parts), PREHEADER);
    }

    private static Headline headline(DigestModel model, Voice voice) {
        DigestFacts facts = model.facts();
        List<String> lines = new ArrayList<>();
        if (facts.deputy() != null) {
            lines.add(voice.say(
                    "digest.deputy", "name", Untrusted.of(facts.reader().name()).display(24)));
        }
        if (facts.undelivered()) {
            lines.add(voice.say("digest.undelivered"));
        }
        lines.add(buckets(model, voice));
        if (facts.kind() == DigestKind.WEEKLY && !facts.skipped().isEmpty()) {
            lines.add(voice.say(
                    "digest.skipped",
                    "days",
                    voice.words()
                            .list(facts.skipped().stream()
                                    .map(day -> voice.say(
                                            "weekday", "day", voice.format().weekday(day.getDayOfWeek())))
                                    .toList())));
        }
        lines.add(voice.say(
                "digest.asOf",
                "day",
                voice.format().weekdayAndDay(voice.format().date(facts.asOf())),
                "time",
                voice.format().time(facts.asOf()),
                "zone",
                voice.format().zoneName()));
        Buckets b = model.buckets();
        return new Headline(
                Verdicts.of(model, voice),
                lines,
                List.of(
                        new Part(Tone.CRITICAL, b.act()),
                        new Part(Tone.HIGH, b.changed()),
                        new Part(Tone.PLAIN, b.notChecked()),
                        new Part(Tone.GOOD, b.unchanged())));
    }

    /** All customers, and how they divide; the parts add up to the whole. */
    private static String buckets(DigestModel model, Voice voice) {
        Buckets b = model.buckets();
        List<String> parts = new ArrayList<>();
        if (b.act() > 0) {
            parts.add(voice.words().count("bucket.act", b.act()));
        }
        if (b.changed() > 0) {
            parts.add(voice.words().count("bucket.changed", b.changed()));
        }
        if (b.unchanged() > 0) {
            // "Unchanged" says nothing where there is nothing to compare with.
            parts.add(voice.words().count(model.firstRun() ? "bucket.first" : "bucket.unchanged", b.unchanged()));
        }
        if (b.notChecked() > 0) {
            parts.add(voice.words().count("bucket.notChecked", b.notChecked()));
        }
        String moved = movement(model, voice);
        return voice.words()
                .count(
                        "digest.buckets",
                        b.total(),
                        "moved",
                        moved,
                        "parts",
                        String.join(voice.say("list.comma"), parts));
    }

    /** {@code （+1）} when customers came or went. */
    private static String movement(DigestModel model, Voice voice) {
        int came = model.newcomers().size();
        int went = model.leavers();
        if (came == 0 && went == 0) {
            return "";
        }
        String change = (came > 0 ? "+" + came : "") + (came > 0 && went > 0 ? " " : "") + (went > 0 ? "−" + went : "");
        return voice.say("digest.moved", "change", change);
    }

    private static Footer footer(DigestModel model, Voice voice, String reference, String version) {
        Person reader = model.facts().reader();
        List<String> lines = new ArrayList<>();
        lines.add(
                model.facts().deputy() == null
                        ? voice.words()
                                .count("footer.digest.why", model.buckets().total())
                        : voice.words()
                                .count(
                                        "footer.digest.deputy",
                                        model.buckets().total(),
                                        "name",
                                        Untrusted.of(reader.name()).display(24)));
        String when = model.facts().kind() == DigestKind.WEEKLY
                ? voice.say(
                        "footer.weekly.when",
                        "day",
                        voice.say("weekday", "day", voice.format().weekday(reader.weeklyDay())),
                        "at",
                        reader.weeklyAt().toString(),
                        "zone",
                        voice.format().zoneName())
                : voice.say(
                        reader.workDays().equals("cn-workdays") ? "footer.daily.workdays" : "footer.daily.days",
                        "at",
                        reader.dailyAt().toString(),
                        "zone",
                        voice.format().zoneName(),
                        "severity",
                        voice.say("severity." + reader.minSeverityDigest()));
        lines.add(when);
        String kind = model.facts().kind().word();
        List<Choice> choices = List.of(
                new Choice(voice.links().write(voice.say("footer.settings"), "SETTINGS"), ""),
                new Choice(own(model, voice, "footer.pause", Act.PAUSE, "digests", "PAUSE 7d"), ""),
                new Choice(
                        own(model, voice, "footer.unsubscribe." + kind, Act.UNSUBSCRIBE, kind, "UNSUBSCRIBE " + kind),
                        voice.say("footer.unsubscribe.remark")));
        return new Footer(lines, choices, voice.say("footer.reference", "id", reference, "version", version));
    }

    /** About the reader's own digests: by a link, or by mail for who stands in and for who has no links. */
    private static SafeLink own(DigestModel model, Voice voice, String label, Act act, String subject, String command) {
        DigestFacts facts = model.facts();
        Links links = voice.links();
        return Optional.of(facts)
                .filter(one -> one.deputy() == null)
                .flatMap(one -> links.sealed(voice.say(label), act, one.reader().id(), subject, one.now()))
                .orElseGet(() -> links.write(voice.say(label), command));
    }
}
