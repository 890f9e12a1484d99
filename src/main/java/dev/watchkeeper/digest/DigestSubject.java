package dev.watchkeeper.digest;

import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.tenant.Language;
import java.time.LocalDate;

/** Subjects: how many, who is worst, by when. No relative time, at most sixty columns. */
public final class DigestSubject {
    static final int LONGEST = 60;

    private DigestSubject() {}

    public static String of(DigestModel model, Voice voice) {
        return model.facts().kind() == DigestKind.WEEKLY ? weekly(model, voice) : daily(model, voice);
    }

    private static String daily(DigestModel model, Voice voice) {
        LocalDate today = voice.format().date(model.facts().now());
        String date = voice.format().subjectDay(today);
        int cards = model.cards().size();
        Buckets counts = model.buckets();
        int gaps = counts.withGap();
        if (model.firstRun()) {
            return voice.words().count("subject.first", counts.total(), "cards", cards, "date", date);
        }
        if (cards > 0) {
            int room = LONGEST - Columns.width(voice.say("subject.act", "n", cards, "worst", "", "date", date));
            return voice.say(
                    "subject.act",
                    "n",
                    cards,
                    "worst",
                    Briefs.subject(model.cards().get(0), voice, today, room),
                    "date",
                    date);
        }
        boolean changed = counts.changed() > 0 || !model.changes().isEmpty();
        if (changed && gaps == 0) {
            return voice.words().count("subject.changed", counts.changed(), "date", date);
        }
        if (changed) {
            return voice.words().count("subject.changedAndGaps", counts.changed(), "gaps", gaps, "date", date);
        }
        if (gaps > 0) {
            int room = LONGEST - Columns.width(voice.words().count("subject.gaps", gaps, "reason", "", "date", date));
            String reason = voice.sentence(model.facts().gaps().get(0).reason());
            return voice.words()
                    .count(
                            "subject.gaps",
                            gaps,
                            "reason",
                            Columns.cut(reason.replace("\u200b", ""), room),
                            "date",
                            date);
        }
        return voice.words().count("subject.quiet", counts.total(), "date", date);
    }

    private static String weekly(DigestModel model, Voice voice) {
        WeekFacts week = model.facts().week().orElseThrow();
        Share replies = week.firstReplies();
        Share before = model.facts().sla().map(SlaWeek::before).orElse(new Share(0, 0));
        String sla = replies.printable()
                ? before.printable()
                        ? voice.say(
                                "subject.weekly.sla",
                                "percent",
                                replies.percent(),
                                "change",
                                replies.pointsSince(before))
                        : voice.say("subject.weekly.percent", "percent", replies.percent())
                : voice.say("subject.weekly.counts", "counts", replies.counts());
        String span = span(week.from(), week.to(), voice);
        int critical = model.ledger().now().critical();
        String move = model.facts()
                .baseline()
                .map(b -> b.open().critical() + "→" + critical)
                .orElse(String.valueOf(critical));
        // Nothing of nothing is no figure.
        if (replies.whole() == 0) {
            return voice.words().count("subject.weekly.bare", model.buckets().total(), "span", span, "critical", move);
        }
        return voice.words()
                .count("subject.weekly", model.buckets().total(), "span", span, "sla", sla, "critical", move);
    }

    private static String span(LocalDate from, LocalDate to, Voice voice) {
        if (voice.words().language() == Language.ZH_CN) {
            String end = from.getMonth() == to.getMonth()
                    ? String.valueOf(to.getDayOfMonth())
                    : voice.format().subjectDay(to);
            return voice.format().subjectDay(from) + "–" + end;
        }
        return voice.format().span(from, to);
    }
}
