package dev.watchkeeper.app;

import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.mail.NotifyPrefs;
import dev.watchkeeper.mail.answer.AnswerDesk;
import dev.watchkeeper.mail.answer.Reply;
import dev.watchkeeper.mail.answer.Takings;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.UsedLinks;
import dev.watchkeeper.ops.LinkRoutes;
import dev.watchkeeper.ops.Metrics;
import dev.watchkeeper.ops.Route;
import dev.watchkeeper.render.JteAnswers;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiUsedLinks;
import dev.watchkeeper.tenant.Language;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What readers answer by links of their mails.
 *
 * @param routes of the HTTP port; none unless {@code mail.publicUrl} is set
 */
record AnswerGraph(UsedLinks used, List<Route> routes) {
    static AnswerGraph assemble(
            LiveConfiguration live,
            World world,
            Database database,
            Findings findings,
            FindingKeeper keeper,
            NotifyPrefs prefs,
            Takings takings) {
        UsedLinks used = new JdbiUsedLinks(database);
        Settings settings = live.get().settings();
        Optional<Gate> gate = settings.mail().gate();
        if (gate.isEmpty()) {
            return new AnswerGraph(used, List.of());
        }
        AnswerDesk desk = new AnswerDesk(
                live::portfolio,
                gate.get(),
                used,
                findings,
                keeper,
                prefs,
                takings,
                settings.personDefaults().language(),
                settings.personDefaults().zone());
        return new AnswerGraph(
                used,
                LinkRoutes.of(
                        new Transacted(desk, database, database.clock(world.clock()), world.metrics()),
                        new JteAnswers()));
    }

    /** Uses a link and does its act in one transaction; strangers who knock cost no connection to the database. */
    private record Transacted(AnswerDesk desk, Database database, Clock clock, Metrics metrics)
            implements LinkRoutes.Desk {
        @Override
        public Reply show(String token, @Nullable Language asked) {
            return counted("shown", token, now -> desk.show(token, asked, now));
        }

        @Override
        public Reply act(String token, Map<String, String> fields, @Nullable Language asked) {
            return counted("pressed", token, now -> desk.act(token, fields, asked, now));
        }

        private Reply counted(String how, String token, Function<Instant, Reply> answer) {
            Instant now = clock.instant();
            Reply reply = desk.knows(token, now) ? database.in(() -> answer.apply(now)) : answer.apply(now);
            metrics.count(
                    "watchkeeper.links",
                    "how",
                    how,
                    "standing",
                    reply.standing().name().toLowerCase(Locale.ROOT));
            return reply;
        }
    }
}
