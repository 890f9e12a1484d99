package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.Diagnosis;
import dev.watchkeeper.app.MailDoctor;
import dev.watchkeeper.app.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries the way of our mail: the DNS of our own domain, the connection, the login, and with an address one mail. */
@Command(
        name = "doctor",
        description = "Tries our domain's mail DNS, TLS, login and limits; sends one mail if an address is given.",
        mixinStandardHelpOptions = true)
final class MailDoctorCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--send-to", paramLabel = "ADDRESS", description = "Send one test mail to this address.")
    private @Nullable String address;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration configuration = config.load();
        List<Diagnosis> found = new ArrayList<>();
        try (World world = World.real(configuration.settings(), configuration.directory(), World.realClock())) {
            new MailDoctor(configuration, world, found::add).examine(address);
        }
        try (MailStore store = MailStore.open(configuration)) {
            MailDoctor.outbox(store.outbox(), store.mode(), World.realClock().instant(), found::add);
        }
        long failed = found.stream()
                .filter(one -> one.state() == Diagnosis.State.FAILED)
                .count();
        if (json) {
            Json.print(
                    config.out(),
                    Json.object(
                            "ok",
                            failed == 0,
                            "diagnoses",
                            found.stream().map(DoctorCommand::document).toList()));
        } else {
            found.forEach(one -> DoctorCommand.print(config.out(), one));
            config.out().println(failed == 0 ? "nothing is wrong" : failed + " of " + found.size() + " tries failed");
        }
        return failed == 0 ? ExitCode.OK : ExitCode.PARTIAL;
    }
}
