package dev.watchkeeper.cli;

/** Exit codes of every command. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int PARTIAL = 3;
    public static final int CONDITION_MET = 4;

    private ExitCode() {}
}
