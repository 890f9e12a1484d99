package dev.watchkeeper.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** How the person before the terminal starts us. */
final class Invocation {
    /** Set by the launcher of the package, which is on the PATH. */
    private static final String LAUNCHER = "watchkeeper.command";

    private Invocation() {}

    /** What to type before a command's name, such as {@code java -jar target/watchkeeper.jar}. */
    static String text() {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher != null) {
            return launcher;
        }
        CodeSource source = Invocation.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = source == null ? null : Path.of(source.getLocation().toURI());
            if (jar == null || !Files.isRegularFile(jar)) {
                return "watchkeeper";
            }
            Path here = Path.of("").toAbsolutePath();
            Path shown = jar.startsWith(here) ? here.relativize(jar) : jar;
            String text = shown.toString();
            return "java -jar " + (text.indexOf(' ') < 0 ? text : "'" + text + "'");
        } catch (URISyntaxException e) {
            return "watchkeeper";
        }
    }
}
