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

    /** The same fault seen from one level up. */
    InvalidCalendar inside(String outer) {
        String message = String.valueOf(getMessage());
        String bare = path.isEmpty() ? message : message.substring(path.length() + 2);
        return new InvalidCalendar(path.isEmpty() ? outer : outer + "." + path, bare);
    }
}
