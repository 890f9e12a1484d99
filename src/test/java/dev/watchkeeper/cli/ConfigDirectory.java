package dev.watchkeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.fixture.MigratedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A small configuration in a directory, and commands run on it. */
final class ConfigDirectory {
    private final Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    ConfigDirectory(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("calendars"));
        put("calendars/24x7.yaml", "{calendar: 24x7, version: 1, zone: UTC, week: {mon-sun: ['00:00-24:00']}}\n");
        put("plans.yaml", "plans: {basic: {calendar: 24x7}}\ntargets: {basic: {}}\n");
        put("people.yaml", """
                - {id: chen, name: Chen, email: chen@reseller.example}
                - {id: wang, name: Wang, email: wang@reseller.example}
                """);
        put("tenants.yaml", """
                - {id: xinghai, name: 星海, domains: [xinghai.example], manager: chen, plan: basic}
                - {id: dune, name: Dune, domains: [dune.example], manager: wang, plan: basic}
                """);
        put("watchkeeper.yaml", "database: {directory: '" + data() + "'}\n");
        MigratedFile.into(data());
    }

    Path data() {
        return directory.resolve("data");
    }

    void put(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = directory.toString();
        return Main.run(new PrintWriter(out), new PrintWriter(err), all);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out());
    }
}
