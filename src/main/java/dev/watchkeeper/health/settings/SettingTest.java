package dev.watchkeeper.health.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When a value is bad. The reference judge takes the test literally, quirks included; the product's judge knows good and
 * bad values, and anything else is unforeseen.
 */
public record SettingTest(
        Kind kind,
        List<String> values,
        String text,
        long limit,
        List<String> neverBad,
        List<String> alsoBadAtRoot,
        List<String> neverBadElsewhere) {
    /** The tests of the rules file. */
    public enum Kind {
        ONE_OF,
        NOT_ONE_OF,
        BELOW,
        /** Bad if the value is a piece of the text, the empty value included. */
        PART_OF,
        NOT_PART_OF,
        /** Bad if one of the values is missing in the list. */
        LACKS
    }

    /** What the product's judge makes of one value. */
    enum Judgement {
        GOOD,
        BAD,
        UNFORESEEN
    }

    public SettingTest {
        values = List.copyOf(values);
        neverBad = List.copyOf(neverBad);
        alsoBadAtRoot = List.copyOf(alsoBadAtRoot);
        neverBadElsewhere = List.copyOf(neverBadElsewhere);
    }

    /** The reference judge's verdict on a value. */
    boolean isBad(String value, boolean atRoot) {
        if (atRoot && alsoBadAtRoot.contains(value)) {
            return true;
        }
        if (neverBad.contains(value) || (!atRoot && neverBadElsewhere.contains(value))) {
            return false;
        }
        return switch (kind) {
            case ONE_OF -> values.contains(value);
            case NOT_ONE_OF -> !values.contains(value);
            case BELOW -> isNumber(value) && Long.parseLong(value.strip()) < limit;
            case PART_OF -> text.contains(value);
            case NOT_PART_OF -> !text.contains(value);
            case LACKS -> !list(value).containsAll(values);
        };
    }

    /** The product's judgement on a value that is no deletion. */
    Judgement judge(String value, Setting setting, SettingRule.Words own) {
        if (own.open().contains(value)) {
            return Judgement.UNFORESEEN;
        }
        if (own.good().contains(value)) {
            return Judgement.GOOD;
        }
        if (own.bad().contains(value)) {
            return Judgement.BAD;
        }
        if (kind == Kind.LACKS) {
            Set<String> items = new HashSet<>(list(value));
            return items.containsAll(values) ? Judgement.GOOD : Judgement.BAD;
        }
        if (setting.number()) {
            return isNumber(value) ? number(Long.parseLong(value.strip())) : Judgement.UNFORESEEN;
        }
        Set<String> named = new HashSet<>(named());
        boolean namedAreBad = kind == Kind.ONE_OF || kind == Kind.PART_OF;
        if (named.contains(value)) {
            return namedAreBad ? Judgement.BAD : Judgement.GOOD;
        }
        if (!setting.values().contains(value)) {
            return Judgement.UNFORESEEN;
        }
        return namedAreBad ? Judgement.GOOD : Judgement.BAD;
    }

    private Judgement number(long value) {
        if (kind == Kind.BELOW) {
            return value < limit ? Judgement.BAD : Judgement.GOOD;
        }
        if (limit > 0) {
            return value > 0 && value <= limit ? Judgement.GOOD : Judgement.BAD;
        }
        return named().contains(String.valueOf(value)) ? Judgement.GOOD : Judgement.BAD;
    }

    private List<String> named() {
        return switch (kind) {
            case PART_OF, NOT_PART_OF -> List.of(text.split(" ", -1));
            default -> values;
        };
    }

    private static boolean isNumber(String value) {
        return value.strip().matches("-?[0-9]{1,15}");
    }

    /** {@code [a, b  c]}: split at commas, runs of white space squeezed, blanks and brackets trimmed. */
    static List<String> list(String value) {
        List<String> items = new ArrayList<>();
        for (String item : value.split(",", -1)) {
            items.add(item.replaceAll("\\s+", " ").replaceAll("^[\\s\\[\\]]+|[\\s\\[\\]]+$", ""));
        }
        return items;
    }
}
