package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.FactUnavailable;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change did to the mail flow, in numbers: less mail accepted, more refused, more tickets than before it.
 *
 * @param wording key of the sentence for the strongest sign; null if no sign is seen, which does not mean that there was
 *     no effect
 * @param isNormal whether figures of a day after the change could be read and show mail as before it
 */
record MailEffect(@Nullable String wording, Evidence evidence, boolean isNormal) {
    private static final String DELIVERED = InboundMailFell.DELIVERED;
    private static final String REJECTED = "gmail:num_inbound_rejected_emails";

    /** A sign that was read and shows mail as it was before. */
    private static final String NORMAL = "normal";

    /** The effect felt now of a change. */
    static MailEffect of(TenantFacts facts, Instant change, Limits limits) {
        Evidence evidence = Evidence.none();
        String wording = null;
        int unread = 0;
        boolean flowRead = false;
        for (Sign sign :
                List.<Sign>of(MailEffect::fall, MailEffect::refused, MailEffect::refusedInLog, MailEffect::tickets)) {
            try {
                String seen = sign.look(facts, change, limits, evidence);
                wording = wording == null && !NORMAL.equals(seen) ? seen : wording;
                flowRead |= NORMAL.equals(seen);
            } catch (FactUnavailable missing) {
                // One sign less; the others may still be seen.
                unread++;
            }
        }
        if (unread > 0) {
            evidence.with("signs_not_readable", unread);
        }
        return new MailEffect(wording, evidence, wording == null && flowRead);
    }

    @FunctionalInterface
    private interface Sign {
        @Nullable
        String look(TenantFacts facts, Instant change, Limits limits, Evidence evidence);
    }

    private static LocalDate googleDay(Instant instant) {
        return instant.atOffset(ZoneOffset.ofHours(-8)).toLocalDate();
    }

    private static @Nullable String fall(TenantFacts facts, Instant change, Limits limits, Evidence evidence) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(DELIVERED);
        LocalDate changed = googleDay(change);
        if (!date.isAfter(changed) && !date.equals(changed)) {
            return null;
        }
        // Only weeks before the change tell what was normal: mail that stays at a quarter must not become the norm.
        Normal normal = Normal.of(usage, date, changed, facts, Normal.number(DELIVERED));
        long delivered = usage.number(date, DELIVERED);
        if (normal.middle() < limits.number("least_usual")) {
            return null;
        }
        if (!normal.isFarBelow(delivered, limits.number("effect_percent"), Chance.RARE)) {
            return date.isAfter(changed) ? NORMAL : null;
        }
        evidence.with("delivered", delivered).rounded("usual", normal.middle()).with("date", date);
        return "effect_fall";
    }

    private static @Nullable String refused(TenantFacts facts, Instant change, Limits limits, Evidence evidence) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(REJECTED);
        LocalDate changed = googleDay(change);
        if (date.isBefore(changed)) {
            return null;
        }
        long rejected = usage.number(date, REJECTED);
        // Only days before the change tell what was normal.
        Normal normal = Normal.of(usage, date, changed, facts, Normal.number(REJECTED));
        if (rejected < limits.whole("effect_mails") || !normal.isFarAbove(rejected, limits.number("effect_factor"))) {
            return null;
        }
        evidence.with("rejected", rejected)
                .rounded("usually_rejected", normal.middle())
                .with("rejected_on", date);
        return "effect_refused";
    }

    private static @Nullable String refusedInLog(TenantFacts facts, Instant change, Limits limits, Evidence evidence) {
        EventHistory gmail = facts.events("gmail");
        Duration length = Duration.between(change, facts.now());
        Duration day = Duration.ofDays(1);
        Duration span = length.compareTo(day) > 0 ? day : length;
        // The newest day: what a change did is over when mail is refused no more than before it.
        EventQuery after = new EventQuery(Set.of("delivery"), facts.now().minus(span), facts.now());
        EventQuery before = after.between(change.minus(day.multipliedBy(7)), change);
        long refusals = PartnerRefused.refusals(gmail, after);
        double usual = PartnerRefused.refusals(gmail, before) * (double) span.toMinutes() / (7 * day.toMinutes());
        if (gmail.since().isAfter(before.from())
                || refusals < limits.whole("effect_mails")
                || refusals < limits.number("effect_factor") * usual) {
            return null;
        }
        evidence.with("refused_since", refusals).rounded("usually_refused", usual);
        return "effect_log";
    }

    private static @Nullable String tickets(TenantFacts facts, Instant change, Limits limits, Evidence evidence) {
        return Aftermath.ticketsRose(facts, change, limits, evidence) ? "effect_tickets" : null;
    }
}
