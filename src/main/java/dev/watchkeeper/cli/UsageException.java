package dev.watchkeeper.cli;

/** Wrong usage or configuration: its message is all that the person sees, and the exit code is 2. */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }
}
