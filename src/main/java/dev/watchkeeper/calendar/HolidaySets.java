package dev.watchkeeper.calendar;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Every holiday set that calendars and people may name. Immutable. */
public final class HolidaySets {
    private final Map<String, HolidaySet> byName;
    private final Function<String, Optional<HolidaySet>> others;

    private HolidaySets(Map<String, HolidaySet> byName, Function<String, Optional<HolidaySet>> others) {
        this.byName = byName;
        this.others = others;
    }

    /** Only what is shipped: {@code cn}. */
    public static HolidaySets shipped() {
        HolidaySet china = ChinaHolidays.shipped();
        return new HolidaySets(Map.of(china.name(), china), name -> Optional.empty());
    }

    /** These sets too; one of the name of an earlier set updates it if both are listed day by day, else replaces it. */
    public HolidaySets with(Collection<? extends HolidaySet> more) {
        Map<String, HolidaySet> all = new LinkedHashMap<>(byName);
        for (HolidaySet set : more) {
            all.merge(
                    set.name(),
                    set,
                    (old, newer) -> old instanceof ListedHolidays o && newer instanceof ListedHolidays n
                            ? o.updatedBy(n)
                            : newer);
        }
        return new HolidaySets(all, others);
    }

    /** The sets given day by day, as documents; others follow rules and do not change with what is known. */
    public List<HolidayFile> listed() {
        return byName.values().stream()
                .filter(ListedHolidays.class::isInstance)
                .map(set -> ((ListedHolidays) set).document())
                .toList();
    }

    /** The same with these days in place of all sets that are given day by day. */
    public HolidaySets listing(List<HolidayFile> days) {
        Map<String, HolidaySet> all = new LinkedHashMap<>(byName);
        all.values().removeIf(ListedHolidays.class::isInstance);
        days.forEach(one -> all.put(one.set(), one.holidays()));
        return new HolidaySets(all, others);
    }

    /** Names not held here are asked of a library, for example {@code jp} or {@code de-by}. */
    public HolidaySets orElse(Function<String, Optional<HolidaySet>> library) {
        return new HolidaySets(byName, library);
    }

    public Optional<HolidaySet> find(String name) {
        HolidaySet held = byName.get(name);
        return held == null ? others.apply(name) : Optional.of(held);
    }

    /**
     * The set of this name.
     *
     * @throws InvalidCalendar naming the sets that exist
     */
    public HolidaySet get(String name) {
        return find(name)
                .orElseThrow(() -> new InvalidCalendar(
                        "",
                        "holiday set '" + name + "' is not known; held here: " + names()
                                + "; besides, ISO country codes such as jp, us, de or de-by"));
    }

    public Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
