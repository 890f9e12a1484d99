package dev.watchkeeper.store;

/** How this program signs the tables that it writes: version and commit, as its jar says. */
final class Program {
    private Program() {}

    static String text() {
        Package jar = Program.class.getPackage();
        String version = jar.getImplementationVersion();
        String commit = jar.getImplementationVendor();
        return "watchkeeper " + (version == null ? "development" : version)
                + (commit == null ? "" : " (" + commit + ")");
    }
}
