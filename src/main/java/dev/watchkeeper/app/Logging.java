package dev.watchkeeper.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Sets up the daemon's log: {@code logback.xml} of the configuration directory, else the packaged one, which the
 * section {@code logging} steers. Commands keep the quiet set-up of the class path: warnings to standard error.
 */
public final class Logging {
    private static final String PACKAGED = "/dev/watchkeeper/app/logback.xml";

    private Logging() {}

    /**
     * Begins to log as configured.
     *
     * @throws IllegalStateException if the operator's file cannot be used
     */
    public static void start(LogSettings settings, Path directory) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        Path own = directory.resolve("logback.xml");
        boolean exists = Files.exists(own);
        context.reset();
        context.putProperty("level", settings.level().name());
        context.putProperty("console", "console-" + word(settings.console()));
        context.putProperty("file", settings.file());
        for (LogSettings.FileFormat format : LogSettings.FileFormat.values()) {
            String unused = format == settings.fileFormat() ? "" : ".unused";
            context.putProperty("file_" + word(format), settings.file() + unused);
        }
        context.putProperty("to_file", settings.file().isEmpty() ? "file-off" : "file-" + word(settings.fileFormat()));
        context.putProperty("maxFileSize", settings.maxFileSize());
        context.putProperty("totalSize", settings.totalSize());
        context.putProperty("keepDays", Integer.toString(settings.keepDays()));
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(exists ? own.toUri().toURL() : packaged());
        } catch (JoranException | MalformedURLException e) {
            throw new IllegalStateException(own + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static URL packaged() {
        URL url = Logging.class.getResource(PACKAGED);
        if (url == null) {
            throw new IllegalStateException(PACKAGED + " is not in the jar");
        }
        return url;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Writes out what is buffered and closes the files; the last thing at a stop. */
    static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
