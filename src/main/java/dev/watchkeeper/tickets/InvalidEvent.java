package dev.watchkeeper.tickets;

/**
 * Input that is no event we can use; the message names the field and what is accepted. It goes into logs and answers,
 * so what a stranger sent is cut short in it and cannot begin a line of its own.
 */
public final class InvalidEvent extends IllegalArgumentException {
    private static final int LONGEST = 300;

    public InvalidEvent(String message) {
        super(shown(message));
    }

    private static String shown(String message) {
        String line = message.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST / 2) + " ... " + line.substring(line.length() - LONGEST / 2);
    }
}
