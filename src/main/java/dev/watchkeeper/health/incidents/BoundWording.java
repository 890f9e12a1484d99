package dev.watchkeeper.health.incidents;

import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A month's bound in words that claim no more than is known: never that a promise was broken, that Google owes
 * something, or how much money it would be.
 */
public final class BoundWording {
    private static final DateTimeFormatter DAY_EN = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_ZH = DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.CHINA);

    private BoundWording() {}

    /**
     * One or two sentences.
     *
     * @param asOf the last whole reading of the feed
     */
    public static Text of(MonthBound bound, Product product, Instant asOf) {
        Text figure = figure(bound, product);
        Text meaning = meaning(bound, product);
        Text scope = scope(bound, asOf);
        return new Text(
                (figure.en() + " " + meaning.en()).strip() + " " + scope.en(), figure.zh() + meaning.zh() + scope.zh());
    }

    private static Text figure(MonthBound bound, Product product) {
        String name = product.shortTitle();
        String monthEn = bound.month().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        String monthZh = bound.month().getYear() + "年" + bound.month().getMonthValue() + "月";
        long minutes = bound.incidentMinutes();
        boolean counting = bound.parts().stream().anyMatch(p -> !p.settled());
        if (minutes == 0) {
            return bound.isRunning()
                    ? new Text(
                            "So far Google has published no " + name + " incident in " + monthEn + ".",
                            monthZh + "至今，Google 未公布 " + name + " 故障。")
                    : new Text(
                            "Google published no " + name + " incident in " + monthEn + ".",
                            monthZh + "，Google 未公布 " + name + " 故障。");
        }
        String unit = minutes == 1 ? " minute" : " minutes";
        String more = counting ? " and counting" : "";
        String moreZh = counting ? "，仍在增加" : "";
        return bound.isRunning()
                ? new Text(
                        "So far in " + monthEn + ": " + minutes + unit + " of published " + name + " incidents" + more
                                + ".",
                        monthZh + "至今：Google 公布的 " + name + " 故障共 " + minutes + " 分钟" + moreZh + "。")
                : new Text(
                        "Google published " + minutes + unit + " of " + name + " incidents in " + monthEn + more + ".",
                        monthZh + "，Google 公布的 " + name + " 故障共 " + minutes + " 分钟" + moreZh + "。");
    }

    private static Text meaning(MonthBound bound, Product product) {
        if (bound.incidentMinutes() == 0) {
            return Text.EMPTY;
        }
        if (!product.isCovered()) {
            return new Text("The 99.9% agreement does not name this service.", "99.9% 服务协议未包含该服务。");
        }
        Instant until = bound.claimUntil();
        if (bound.creditDays() == 0 || until == null) {
            return new Text(
                    "Even if every minute counted, uptime stays at or above 99.9%; no claim to expect.",
                    "即使全部计入，可用率仍不低于 99.9%，预计无需申请补偿。");
        }
        String percent = percent(bound.uptimeTenThousandths());
        return new Text(
                "If every minute had been downtime for this domain, uptime would be " + percent + "% and "
                        + bound.creditDays() + " days of service could be asked for until "
                        + DAY_EN.format(until.atZone(bound.zone()))
                        + "; Google decides by its own measurement.",
                "如果每一分钟对该域名都是停机，可用率为 " + percent + "%，可在 "
                        + DAY_ZH.format(until.atZone(bound.zone())) + "前申请 " + bound.creditDays()
                        + " 天服务期补偿；以 Google 自己的测量为准。");
    }

    private static Text scope(MonthBound bound, Instant asOf) {
        String zone = name(bound.zone());
        Instant read = asOf.truncatedTo(ChronoUnit.SECONDS);
        String en = "Month in " + zone + ", feed read at " + read + ".";
        String zh = "（按 " + zone + " 计月，数据截至 " + read + "。）";
        return bound.incomplete()
                ? new Text(
                        en + " Our own record began during this month: incomplete.",
                        zh.replace("。）", "；本系统的记录自当月中途开始，数据不完整。）"))
                : new Text(en, zh);
    }

    /** A zone as people write it: UTC, where the JDK says Z. */
    public static String name(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** Percent with three decimals, cut: what misses the limit is never shown as 99.900. */
    public static String percent(long tenThousandths) {
        long thousandths = tenThousandths / 10;
        return String.format(Locale.ROOT, "%d.%03d", thousandths / 1000, thousandths % 1000);
    }
}
