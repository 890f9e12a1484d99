package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void anUnknownCommandIsWrongUsage() {
        StringWriter err = new StringWriter();

        int code = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), "adit");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("adit");
    }

    @Test
    void theDefaultsThatTheExampleConfigurationPointsToArePrinted() {
        StringWriter out = new StringWriter();

        int code = Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "check-config", "--defaults");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("personDefaults:").contains("# Where everything is remembered.");
    }
}
