package dev.watchkeeper.health.settings;

import dev.watchkeeper.health.ActivityEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one admin event says about settings. The product's reading drops positions in brackets and knows other
 * names; the reference's reading compares exactly and takes textual values only.
 */
final class EventReading {
    private static final String REORDER = "REORDER_GROUP_BASED_POLICIES_EVENT";
    private static final Pattern ADDRESS = Pattern.compile("[^\\s,;:<>\"'\\[\\]{}()]+@[^\\s,;:<>\"'\\[\\]{}()]+");
    private static final Pattern POSITION = Pattern.compile("\\[[^\\]]*]");
    private static final Map<String, String> CARRIERS = Map.of(
            "CHANGE_CALENDAR_SETTING", "calendar",
            "CHANGE_DOCS_SETTING", "drive",
            "CHANGE_EMAIL_SETTING", "gmail",
            "CREATE_GMAIL_SETTING", "gmail",
            "CHANGE_GMAIL_SETTING", "gmail",
            "DELETE_GMAIL_SETTING", "gmail");
    private static final String UNCHANGED = "Status unchanged.";
    private static final String SWITCHED_ON = "Status changed from OFF to ON.";
    private static final String MAIL_UNCHANGED = "Email notification status unchanged, receivers unchanged.";

    static final String ON = "ON";
    static final String OFF = "OFF";

    private final RuleBook book;
    private final boolean exact;

    private EventReading(RuleBook book, boolean exact) {
        this.book = book;
        this.exact = exact;
    }

    static EventReading ofProduct(RuleBook book) {
        return new EventReading(book, false);
    }

    static EventReading ofReference(RuleBook book) {
        return new EventReading(book, true);
    }

    /**
     * A setting, and the value said for it.
     *
     * @param unit ORG_UNIT_NAME; null if it is missing
     */
    record Said(String key, String value, @Nullable String unit, String unitPath, String group) {}

    /** Nothing if the event says nothing about settings; several if its application belongs to several products. */
    List<Said> read(ActivityEvent event) {
        String name = event.name();
        String setting = text(event, "SETTING_NAME");
        if (setting != null && name.equals(RuleBook.DELETED)) {
            return said(event, setting, RuleBook.DELETED);
        }
        String value = text(event, "NEW_VALUE");
        if (setting != null && value != null) {
            return said(event, setting, value);
        }
        if (book.isEventSetting(name)) {
            String own = value != null ? value : text(event, ownParameter(name));
            return own == null ? List.of() : one(event, "event|" + name, own);
        }
        String service = text(event, "SERVICE_NAME");
        if (name.equals("TOGGLE_SERVICE_ENABLED") && service != null && value != null) {
            return one(event, "service|" + service, value);
        }
        if (book.choice(name).isPresent()) {
            return one(event, book.choice(name).get(), name);
        }
        String access = text(event, "OAUTH2_SERVICE_NAME");
        if (access != null && name.endsWith("ALLOW_SERVICE_FOR_OAUTH2_ACCESS")) {
            boolean counts = !exact || text(event, "ORG_UNIT_NAME") != null;
            return counts ? one(event, "oauth|" + access, name) : List.of();
        }
        return name.equals("SYSTEM_DEFINED_RULE_UPDATED") ? alert(event) : List.of();
    }

    /** In which order groups count for some settings, the first one most; the rest by the rules of the console. */
    record Reordered(List<String> keys, List<String> groups) {}

    static boolean isReorder(ActivityEvent event) {
        return event.name().equals(REORDER);
    }

    /**
     * What a change of group priorities says: "For APPLICATION_NAME, group override priorities for SETTING_NAME changed
     * to GROUP_PRIORITIES". How the list is written is not documented, so addresses are taken as they come; that the
     * first one counts most follows the order of the console (unverified).
     */
    Reordered reordered(ActivityEvent event) {
        String setting = text(event, "SETTING_NAME");
        String priorities = text(event, "GROUP_PRIORITIES");
        String application = text(event, "APPLICATION_NAME");
        if (setting == null || priorities == null || application == null) {
            return new Reordered(List.of(), List.of());
        }
        List<String> keys = new ArrayList<>();
        for (String product : book.products(application)) {
            String key = product + "|" + POSITION.matcher(setting).replaceAll("");
            List<RuleBook.Named> named = book.canonical(key);
            named.forEach(one -> keys.add(one.key()));
            if (named.isEmpty()) {
                keys.add(key);
            }
        }
        List<String> groups = ADDRESS.matcher(priorities)
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        return new Reordered(keys, groups);
    }

    private List<Said> said(ActivityEvent event, String setting, String value) {
        if (book.isTakeout(setting)) {
            String application = text(event, "APPLICATION_NAME");
            return application == null ? List.of() : one(event, "takeout|" + application, value);
        }
        List<Said> all = new ArrayList<>();
        for (String product : products(event)) {
            String plain =
                    product + "|" + (exact ? setting : POSITION.matcher(setting).replaceAll(""));
            String key = exact ? book.oneHistory(plain) : plain;
            List<RuleBook.Named> named = exact ? List.of() : book.canonical(key);
            for (RuleBook.Named one : named) {
                boolean word = value.equals(RuleBook.DELETED) || value.equals(RuleBook.INHERITED);
                all.addAll(one(event, one.key(), word ? value : one.name().canonical(value)));
            }
            if (named.isEmpty()) {
                all.addAll(one(event, key, value));
            }
        }
        return all;
    }

    private List<String> products(ActivityEvent event) {
        if (event.name().endsWith("_APPLICATION_SETTING")) {
            String application = text(event, "APPLICATION_NAME");
            return application == null ? List.of() : book.products(application);
        }
        String product = CARRIERS.get(event.name());
        return product == null ? List.of() : List.of(product);
    }

    private List<Said> alert(ActivityEvent event) {
        String rule = text(event, "SYSTEM_DEFINED_RULE_NAME");
        if (rule == null) {
            return List.of();
        }
        boolean mailOnly = book.alert(rule).map(AlertRule::mailOnly).orElse(false);
        String change = text(
                event,
                mailOnly ? "SYSTEM_DEFINED_RULE_ACTION_RECEIVERS_CHANGE" : "SYSTEM_DEFINED_RULE_ACTION_STATUS_CHANGE");
        if (change == null || change.equals(mailOnly ? MAIL_UNCHANGED : UNCHANGED)) {
            return List.of();
        }
        boolean on = mailOnly
                ? change.contains("Email notification status changed from OFF to ON")
                        || change.contains("receivers changed from NULL to")
                : change.equals(SWITCHED_ON);
        return List.of(new Said("alert|" + rule, on ? ON : OFF, "", "", ""));
    }

    private List<Said> one(ActivityEvent event, String key, String value) {
        String group = text(event, "GROUP_EMAIL");
        String path = text(event, "FULL_ORG_UNIT_PATH");
        return List.of(new Said(
                key, value, text(event, "ORG_UNIT_NAME"), path == null ? "" : path, group == null ? "" : group));
    }

    /** {@code CHANGE_ALLOWED_TWO_STEP_VERIFICATION_METHODS} gives {@code ALLOWED_TWO_STEP_VERIFICATION_METHOD}. */
    private static String ownParameter(String event) {
        String plain = event.startsWith("CHANGE_") ? event.substring(7) : event;
        return plain.endsWith("S") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private @Nullable String text(ActivityEvent event, String parameter) {
        Object value = event.parameters().get(parameter);
        if (value == null) {
            return null;
        }
        if (exact) {
            return value instanceof String text ? text : null;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList().toString();
        }
        return String.valueOf(value);
    }
}
