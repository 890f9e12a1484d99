package dev.watchkeeper.mail.page;

import dev.watchkeeper.tenant.Language;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates, times, spans and signed numbers as people of one language write them, in one zone. */
public final class Fmt {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter EN_DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter ZH_DAY = DateTimeFormatter.ofPattern("M'月'd'日'", Locale.ROOT);

    private static final Pattern ISO_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?Z");
    private static final Pattern ISO_DAY = Pattern.compile("(?<![\\w/-])\\d{4}-\\d\\d-\\d\\d(?![\\w/-])");

    private final boolean zh;
    private final ZoneId zone;

    Fmt(Language language, ZoneId zone) {
        this.zh = language == Language.ZH_CN;
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    public LocalDate date(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** {@code 09:05}. */
    public String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    /** {@code 11月24日}, {@code 24 Nov}. */
    public String day(LocalDate date) {
        return (zh ? ZH_DAY : EN_DAY).format(date);
    }

    public String day(Instant at) {
        return day(date(at));
    }

    /** {@code 11月24日 周二}, {@code Tue 24 Nov}. */
    public String weekdayAndDay(LocalDate date) {
        return zh ? day(date) + " 周" + weekday(date.getDayOfWeek()) : weekday(date.getDayOfWeek()) + " " + day(date);
    }

    /** {@code 11月23日 16:20}, {@code 23 Nov 16:20}; another year than the reader's is written out. */
    public String dayAndTime(Instant at) {
        return day(at) + " " + time(at);
    }

    /** {@code 2026年12月31日}, {@code 31 Dec 2026}. */
    public String fullDay(LocalDate date) {
        return zh ? date.getYear() + "年" + day(date) : day(date) + " " + date.getYear();
    }

    /** {@code 2026年11月}, {@code November 2026}. */
    public String month(YearMonth month) {
        return zh
                ? month.getYear() + "年" + month.getMonthValue() + "月"
                : month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + month.getYear();
    }

    /** {@code 09:05} on the same local day, else with the day. */
    public String when(Instant at, Instant now) {
        return date(at).equals(date(now)) ? time(at) : dayAndTime(at);
    }

    /** {@code 二}, {@code Tue}. */
    public String weekday(DayOfWeek day) {
        return zh
                ? "一二三四五六日".substring(day.getValue() - 1, day.getValue())
                : day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    /** {@code 11月17日至23日}, {@code 17–23 Nov}; both ends included. */
    public String span(LocalDate from, LocalDate to) {
        boolean sameMonth = from.getMonth() == to.getMonth() && from.getYear() == to.getYear();
        if (zh) {
            return day(from) + "至" + (sameMonth ? to.getDayOfMonth() + "日" : day(to));
        }
        return (sameMonth ? String.valueOf(from.getDayOfMonth()) : day(from)) + "–" + day(to);
    }

    /** {@code 11/24}; {@code 24 Nov}: the date of a subject. */
    public String subjectDay(LocalDate date) {
        return zh ? date.getMonthValue() + "/" + date.getDayOfMonth() : day(date);
    }

    /** {@code 25 分钟}, {@code 3 h 20 min}, {@code 2 d}. */
    public String span(Duration span) {
        long minutes = Math.max(0, span.toMinutes());
        if (minutes < 120) {
            return minutes + (zh ? " 分钟" : " min");
        }
        if (minutes < 48 * 60) {
            long rest = minutes % 60;
            return zh
                    ? minutes / 60 + " 小时" + (rest == 0 ? "" : " " + rest + " 分钟")
                    : minutes / 60 + " h" + (rest == 0 ? "" : " " + rest + " min");
        }
        return days(minutes / (24 * 60));
    }

    /** {@code 8 天}, {@code 8 d}. */
    public String days(long days) {
        return days + (zh ? " 天" : " d");
    }

    /** As {@link #days}, but nothing is zero days old: {@code 今天}, {@code today}. */
    public String age(long days) {
        return days == 0 ? (zh ? "今天" : "today") : days(days);
    }

    /** Points in time and days within a stored sentence, written as the reader's clock and calendar show them. */
    public String localised(String text) {
        String times = ISO_TIME.matcher(text).replaceAll(m -> {
            try {
                return dayAndTime(Instant.parse(m.group()));
            } catch (DateTimeParseException e) {
                return Matcher.quoteReplacement(m.group());
            }
        });
        return ISO_DAY.matcher(times).replaceAll(m -> {
            try {
                return day(LocalDate.parse(m.group()));
            } catch (DateTimeParseException e) {
                return Matcher.quoteReplacement(m.group());
            }
        });
    }

    /** {@code +4}, {@code −12}, {@code 0}. */
    public String signed(long number) {
        return number > 0 ? "+" + number : number < 0 ? "−" + -number : "0";
    }

    /** {@code 上海时间}, {@code Shanghai}. */
    public String zoneName() {
        String id = zone.getId();
        String city = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
        if (!zh) {
            return city;
        }
        return switch (id) {
            case "Asia/Shanghai" -> "上海时间";
            case "Asia/Hong_Kong" -> "香港时间";
            case "Asia/Taipei" -> "台北时间";
            case "Asia/Singapore" -> "新加坡时间";
            case "Asia/Tokyo" -> "东京时间";
            case "UTC" -> "UTC";
            default -> city + " 时间";
        };
    }
}
