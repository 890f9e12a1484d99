package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.Diagnosis;
import dev.watchkeeper.app.Doctor;
import dev.watchkeeper.app.World;
import dev.watchkeeper.tenant.Tenant;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries the real things and says what is lost without each. */
@Command(
        name = "doctor",
        description = "Tries database, disk, clock, DNS, mail, ticket sources and, per tenant, Google's scopes.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant at Google; may be repeated.")
    private List<String> tenants = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        List<Tenant> chosen = tenants.isEmpty()
                ? configuration.portfolio().tenants()
                : tenants.stream()
                        .map(name -> TenantShowCommand.find(configuration.portfolio(), name))
                        .toList();
        List<Diagnosis> found = new ArrayList<>();
        PrintWriter out = config.out();
        new Doctor(configuration, World.realClock(), diagnosis -> {
                    found.add(diagnosis);
                    if (!json) {
                        print(out, diagnosis);
                    }
                })
                .examine(chosen);
        long failed = found.stream()
                .filter(one -> one.state() == Diagnosis.State.FAILED)
                .count();
        if (json) {
            Json.print(
                    out,
                    Json.object(
                            "ok",
                            failed == 0,
                            "diagnoses",
                            found.stream().map(DoctorCommand::document).toList()));
        } else {
            out.println(failed == 0 ? "nothing is wrong" : failed + " of " + found.size() + " tries failed");
        }
        return failed == 0 ? ExitCode.OK : ExitCode.PARTIAL;
    }

    static void print(PrintWriter out, Diagnosis one) {
        String mark = switch (one.state()) {
            case OK -> "ok    ";
            case NOTE -> "note  ";
            case FAILED -> "FAILED";
        };
        String text = mark + "  " + one.area() + "  " + one.subject() + "  " + one.message();
        out.println(Shown.localised(text.replaceAll("\\p{C}", " ")));
        if (one.state() != Diagnosis.State.OK && !one.lost().isEmpty()) {
            out.println("        -> " + Shown.localised(one.lost()));
        }
        out.flush();
    }

    static Object document(Diagnosis one) {
        return Json.object(
                "area", one.area(),
                "subject", one.subject(),
                "state", one.state().name().toLowerCase(Locale.ROOT),
                "message", one.message(),
                "lost", one.lost());
    }
}
