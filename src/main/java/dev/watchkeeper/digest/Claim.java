package dev.watchkeeper.digest;

import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.MonthBound;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service credit that could be asked for from Google if every published incident minute had been downtime.
 *
 * @param bound outages and disruptions: the upper bound of the downtime
 * @param outages the same month with outages alone: the smaller figure
 * @param until the last moment to ask, reckoned cautiously
 */
public record Claim(Product product, MonthBound bound, MonthBound outages, Instant until) {
    /** The period to ask ends thirty days after a limit was crossed, so an older month than this has no claim left. */
    private static final int MONTHS_BACK = 2;

    /** Earliest last day first, then product. */
    public static final Comparator<Claim> ORDER = Comparator.comparing(Claim::until)
            .thenComparing(c -> c.product().shortTitle())
            .thenComparing(c -> c.bound().month());

    /**
     * Claims whose last day has not passed.
     *
     * @param zone whose months count
     * @param tableBegan when our own record began; null if it is whole
     */
    public static List<Claim> possible(
            Collection<Incident> incidents, ZoneId zone, Instant now, @Nullable Instant tableBegan) {
        Map<String, Product> products = new TreeMap<>();
        incidents.forEach(i -> i.products().forEach(p -> products.putIfAbsent(p.id(), p)));
        List<Claim> claims = new ArrayList<>();
        YearMonth current = YearMonth.from(now.atZone(zone));
        for (Product product : products.values()) {
            if (!product.isCovered()) {
                continue;
            }
            for (int back = MONTHS_BACK; back >= 0; back--) {
                YearMonth month = current.minusMonths(back);
                MonthBound bound = MonthBound.of(
                        incidents, product.id(), month, zone, now, MonthBound.OUTAGE_AND_DISRUPTION, tableBegan);
                Instant until = bound.claimUntil();
                if (until != null && bound.creditDays() > 0 && !until.isBefore(now)) {
                    MonthBound outages =
                            MonthBound.of(incidents, product.id(), month, zone, now, Set.of(Impact.OUTAGE), tableBegan);
                    claims.add(new Claim(product, bound, outages, until));
                }
            }
        }
        claims.sort(ORDER);
        return claims;
    }

    /** Those who use the product and had a contract when the limit was crossed. */
    public List<Tenant> customers(Collection<Tenant> all) {
        Instant crossed = bound.crossedAt();
        return all.stream()
                .filter(product::isUsedBy)
                .filter(t -> t.contracts().isEmpty()
                        || (crossed != null && t.planAt(crossed).isPresent()))
                .sorted(Comparator.comparing(Tenant::name).thenComparing(Tenant::id))
                .toList();
    }

    /** The last day to ask, in the zone whose months count. */
    public LocalDate lastDay() {
        return until.atZone(bound.zone()).toLocalDate();
    }

    /** For {@code mail explain}: {@code claim-meet-2026-11}. */
    public String ref() {
        return "claim-" + product.shortTitle().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-"
                + bound.month();
    }
}
