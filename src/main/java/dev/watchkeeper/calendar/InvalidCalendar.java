package dev.watchkeeper.calendar;

/** A calendar that cannot be used; the message names key, value, what is accepted. */
public final class InvalidCalendar extends IllegalArgumentException {
    private final String path;

    public InvalidCalendar(String path, String message) {
        super(path.isEmpty() ? message : path + ": " + message);
        this.path = path;
    }

    /** The key inside the calendar, for example {@code week.mon-fri[1]}; may be empty. */
    public String path() {
        return path;
    }

    /** The message without the path. */
    public String bareMessage() {
        String message = String.valueOf(getMessage());
        return path.isEmpty() ? message : message.substring(path.length() + 2);
    }

    /** The same fault seen from one level up. */
    InvalidCalendar inside(String outer) {
        return new InvalidCalendar(path.isEmpty() ? outer : outer + "." + path, bareMessage());
    }
}
