package dev.watchkeeper.tickets;

/** An event that cannot be read; the message names field, value and what is accepted. */
public final class InvalidEvent extends IllegalArgumentException {
    public InvalidEvent(String message) {
        super(message);
    }
}
