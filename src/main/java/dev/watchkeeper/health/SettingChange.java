package dev.watchkeeper.health;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a setting as one admin event tells it, under the names of before and after September 2026 (reference:
 * health checks, 5.2).
 *
 * @param setting SETTING_NAME without positions in square brackets, otherwise verbatim
 * @param value what it was set to; {@link #INHERITED} if the place gave up its own value
 * @param unit ORG_UNIT_NAME; empty means the whole organisation
 * @param group GROUP_EMAIL; empty means no group
 */
public record SettingChange(
        Instant at,
        String by,
        String eventName,
        String application,
        String setting,
        String value,
        String before,
        String unit,
        String group) {
    /** The value of a place that has none of its own any more. */
    public static final String INHERITED = "INHERIT_FROM_PARENT";

    /** Events that change settings of Gmail. */
    public static final Set<String> GMAIL_EVENTS = Set.of(
            "CHANGE_EMAIL_SETTING",
            "CREATE_APPLICATION_SETTING",
            "CHANGE_APPLICATION_SETTING",
            "DELETE_APPLICATION_SETTING");

    /** Events that change settings of any application in the form used since September 2026. */
    public static final Set<String> APPLICATION_EVENTS =
            Set.of("CREATE_APPLICATION_SETTING", "CHANGE_APPLICATION_SETTING", "DELETE_APPLICATION_SETTING");

    private static final String DELETE = "DELETE_APPLICATION_SETTING";

    /** Reads a change; null if the event does not change a setting. */
    public static @Nullable SettingChange read(ActivityEvent event) {
        String name = event.text("SETTING_NAME");
        boolean deletion = event.name().equals(DELETE);
        if (name.isEmpty() || (!deletion && !event.has("NEW_VALUE"))) {
            return null;
        }
        return new SettingChange(
                event.at(),
                event.who(),
                event.name(),
                event.text("APPLICATION_NAME"),
                name.replaceAll("\\[[^\\]]*\\]", ""),
                deletion ? INHERITED : event.text("NEW_VALUE"),
                event.text("OLD_VALUE"),
                event.text("ORG_UNIT_NAME"),
                event.text("GROUP_EMAIL"));
    }

    /** Whether it concerns the whole organisation as far as the event tells. */
    public boolean isRoot() {
        return unit.isEmpty() && group.isEmpty();
    }

    /** The unit or group, for people. */
    public String place() {
        return !group.isEmpty() ? group : unit;
    }

    public boolean givesUp() {
        return value.equals(INHERITED);
    }
}
