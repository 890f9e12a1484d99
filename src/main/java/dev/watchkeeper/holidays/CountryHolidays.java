package dev.watchkeeper.holidays;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import dev.watchkeeper.calendar.HolidaySet;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The public holidays of a country or a part of it, computed by rule for any year; no make-up days. */
public final class CountryHolidays implements HolidaySet {
    /** Years that the library's lists cover for every country that has one. */
    private static final int LISTED_FROM = 2018;

    private static final int LISTED_TO = 2024;

    /** The days of a year; a holiday that is moved off a Sunday has two dates. */
    private record Days(int count, Map<LocalDate, String> labels) {}

    private final String name;
    private final HolidayManager manager;
    private final String[] region;
    private final int usualDays;
    private final Map<Integer, Days> years = new ConcurrentHashMap<>();

    private CountryHolidays(String name, HolidayManager manager, String[] region) {
        this.name = name;
        this.manager = manager;
        this.region = region;
        int most = 0;
        for (int year = LISTED_FROM; year <= LISTED_TO; year++) {
            most = Math.max(most, days(year).count());
        }
        this.usualDays = most;
    }

    /**
     * A set by ISO codes, {@code hk} or {@code de-by}; empty if the country is not known. One at a time and with our own
     * class loader: the library looks for its parts with a service loader, which two threads may not walk at once and
     * which a worker's thread may know nothing of.
     */
    public static synchronized Optional<HolidaySet> find(String name) {
        String[] codes = name.toLowerCase(Locale.ROOT).split("-", -1);
        if (!HolidayManager.getSupportedCalendarCodes().contains(codes[0].toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        String[] region = new String[codes.length - 1];
        System.arraycopy(codes, 1, region, 0, region.length);
        HolidayManager manager = manager(codes[0]);
        if (region.length > 0 && !manager.getCalendarHierarchy().getChildren().containsKey(region[0])) {
            return Optional.empty();
        }
        return Optional.of(new CountryHolidays(name, manager, region));
    }

    private static HolidayManager manager(String country) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(CountryHolidays.class.getClassLoader());
        try {
            return HolidayManager.getInstance(ManagerParameters.create(country));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Where moon calendars rule, the library lists dates year by year and the lists end (Hong Kong and Singapore in
     * 2024); such years come out with markedly fewer days and count as not covered.
     */
    @Override
    public boolean covers(int year) {
        return days(year).count() * 5 >= usualDays * 4;
    }

    @Override
    public boolean coversInPart(int year) {
        return !covers(year) && days(year).count() > 0;
    }

    @Override
    public boolean isOff(LocalDate date) {
        return days(date.getYear()).labels().containsKey(date);
    }

    @Override
    public boolean isWorked(LocalDate date) {
        return false;
    }

    @Override
    public Optional<String> label(LocalDate date) {
        return Optional.ofNullable(days(date.getYear()).labels().get(date));
    }

    private Days days(int year) {
        return years.computeIfAbsent(year, this::read);
    }

    private Days read(int year) {
        Map<LocalDate, String> days = new HashMap<>();
        int count = 0;
        synchronized (manager) { // its cache makes no promise about threads
            for (Holiday holiday : manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, region)) {
                count++;
                days.put(holiday.getActualDate(), holiday.getDescription(Locale.ENGLISH));
                holiday.getObservedDate().ifPresent(date -> days.put(date, holiday.getDescription(Locale.ENGLISH)));
            }
        }
        return new Days(count, Map.copyOf(days));
    }
}
