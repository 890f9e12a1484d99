package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Baseline;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.FactUnavailable;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
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
 * @param wording key of the sentence for the strongest sign
 */
record MailEffect(String wording, Evidence evidence) {
    private static final String DELIVERED = InboundMailFell.DELIVERED;
    private static final String REJECTED = "gmail:num_inbound_rejected_emails";
    private static final int WEEKS = 8;

    /** The effect seen since a change; null if none is seen, which does not mean that there was none. */
    static @Nullable MailEffect of(TenantFacts facts, Instant change, Limits limits) {
        Evidence evidence = Evidence.none();
        String wording = null;
        int unread = 0;
        for (Sign sign :
                List.<Sign>of(MailEffect::fall, MailEffect::refused, MailEffect::refusedInLog, MailEffect::tickets)) {
            try {
                String seen = sign.look(facts, change, limits, evidence);
                wording = wording == null ? seen : wording;
            } catch (FactUnavailable missing) {
                // One sign less; the others may still be seen.
                unread++;
            }
        }
        if (unread > 0) {
            evidence.with("signs_not_readable", unread);
        }
        return wording == null ? null : new MailEffect(wording, evidence);
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
        if (date.isBefore(googleDay(change)) || facts.holidays().isHoliday(date)) {
            return null;
        }
        double usual = Baseline.sameWeekday(usage, date, WEEKS, facts.holidays(), DELIVERED);
        long delivered = usage.number(date, DELIVERED);
        if (usual < limits.number("least_usual") || delivered * 100.0 >= limits.number("effect_percent") * usual) {
            return null;
        }
        evidence.with("delivered", delivered).rounded("usual", usual).with("date", date);
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
        double usual = Baseline.daily(usage, changed, facts.holidays(), MailEffect::rejected);
        if (rejected < limits.whole("effect_mails") || rejected < limits.number("effect_factor") * usual) {
            return null;
        }
        evidence.with("rejected", rejected).rounded("usually_rejected", usual).with("rejected_on", date);
        return "effect_refused";
    }

    private static double rejected(UsageReport report) {
        Long number = report.number(REJECTED);
        return number == null ? Double.NaN : number;
    }

    private static @Nullable String refusedInLog(TenantFacts facts, Instant change, Limits limits, Evidence evidence) {
        EventHistory gmail = facts.events("gmail");
        Duration length = Duration.between(change, facts.now());
        Duration day = Duration.ofDays(1);
        Duration span = length.compareTo(day) > 0 ? day : length;
        EventQuery after = new EventQuery(Set.of("delivery"), change, change.plus(span));
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
