package dev.watchkeeper.calendar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Mainland China's holidays and make-up days as shipped: text lines {@code date off|worked name}, licence in the head.
 */
final class ChinaHolidays {
    private static final String RESOURCE = "holidays-cn.txt";

    private ChinaHolidays() {}

    static ListedHolidays shipped() {
        Set<Integer> years = new TreeSet<>();
        Map<LocalDate, String> off = new TreeMap<>();
        Map<LocalDate, String> worked = new TreeMap<>();
        InputStream resource = ChinaHolidays.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("resource " + RESOURCE + " is missing from the jar");
        }
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] part = line.split(" ", 3);
                if (part[0].equals("years")) {
                    for (String year : line.substring("years ".length()).split(" ", -1)) {
                        years.add(Integer.valueOf(year));
                    }
                } else {
                    (part[1].equals("off") ? off : worked).put(LocalDate.parse(part[0]), part[2]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ListedHolidays("cn", years, off, worked);
    }
}
