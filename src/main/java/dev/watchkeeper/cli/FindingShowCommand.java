package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Finding.Decision;
import dev.watchkeeper.tenant.Language;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One finding with its evidence. */
@Command(name = "show", description = "Shows one finding with its evidence.", mixinStandardHelpOptions = true)
final class FindingShowCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        Instant now = World.realClock().instant();
        try (FindingStore store = FindingStore.open(config.load())) {
            Finding finding = store.find(id);
            if (json) {
                Json.print(config.out(), FindingJson.of(finding, language.get(), now));
            } else {
                print(config.out(), finding, language.get(), now);
            }
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, Finding finding, Language language, Instant now) {
        line(out, "", finding.title().in(language));
        line(
                out,
                "id",
                finding.id() + ", " + finding.state(now).word() + ", "
                        + finding.severity().word());
        line(out, "tenant", finding.tenantId());
        line(out, "check", finding.checkId() + ", subject " + finding.subject());
        line(out, "what", finding.summary().in(language));
        line(out, "do", finding.remedy().in(language));
        line(
                out,
                "seen",
                "first " + Shown.time(finding.firstSeenAt()) + ", open since " + Shown.time(finding.openedAt())
                        + ", last "
                        + Shown.time(finding.lastSeenAt())
                        + (finding.isOpen() ? "" : ", resolved " + Shown.time(finding.resolvedAt())));
        decision(out, "acknowledged", finding.acknowledged());
        decision(out, "muted", finding.muted());
        if (finding.heldBy() != null) {
            line(out, "held back", "explained by " + finding.heldBy());
        }
        finding.evidence().forEach((name, value) -> line(out, "  " + name, String.valueOf(value)));
    }

    private static void decision(PrintWriter out, String what, @Nullable Decision decision) {
        if (decision != null) {
            line(
                    out,
                    what,
                    "by " + decision.author() + " on " + Shown.time(decision.at()) + " until "
                            + Shown.time(decision.until()) + ": "
                            + decision.reason());
        }
    }

    private static void line(PrintWriter out, String name, String text) {
        String clean = text.replaceAll("\\p{C}", " ");
        out.println(name.isEmpty() ? clean : name.replaceAll("\\p{C}", " ") + ": " + clean);
    }
}
