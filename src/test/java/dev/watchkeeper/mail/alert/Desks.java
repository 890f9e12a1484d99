package dev.watchkeeper.mail.alert;

import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.MemoryThreads;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.jspecify.annotations.Nullable;

/** Desks over memory, with three people: manager am17, her deputy am18, the lead lead3. */
final class Desks {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final MailPolicy POLICY = new MailPolicy(
            MailMode.LIVE,
            Mailbox.of("watchkeeper@reseller.example"),
            Mailbox.of("am-team@reseller.example"),
            null,
            List.of("reseller.example"),
            10_000);

    private final MemoryOutbox outbox;
    private final MemoryThreads threads;
    private final List<String> sent = new ArrayList<>();
    private final List<String> floods = new ArrayList<>();
    private @Nullable Instant away;

    Desks(MemoryOutbox outbox, MemoryThreads threads) {
        this.outbox = outbox;
        this.threads = threads;
    }

    Portfolio portfolio() {
        return new Portfolio(
                List.of(tenant()),
                List.of(
                        person("am17", "Li Min", away, away == null ? null : "am18"),
                        person("am18", "Zhao", null, null),
                        person("lead3", "Wang", null, null)));
    }

    static Tenant tenant() {
        return new Tenant(
                "t88",
                "Xinghai Tech",
                "Xinghai",
                List.of("xinghai.example"),
                "my_customer",
                null,
                List.of(),
                "am17",
                SHANGHAI,
                Language.EN,
                Profile.NORMAL,
                MailSetup.PLAIN,
                List.of(),
                List.of(),
                "");
    }

    private static Person person(String id, String name, @Nullable Instant pausedUntil, @Nullable String deputy) {
        return new Person(
                id,
                name,
                id + "@reseller.example",
                Language.EN,
                SHANGHAI,
                "cn-workdays",
                Person.DigestMode.ON_CHANGE,
                LocalTime.of(8, 45),
                DayOfWeek.MONDAY,
                LocalTime.of(9, 0),
                "high",
                "critical",
                List.of("50", "warn", "breach"),
                "warn",
                List.of(new Person.TimeRange(LocalTime.of(20, 0), LocalTime.of(8, 0))),
                pausedUntil,
                deputy,
                id.equals("am17") ? "lead3" : null,
                true,
                false);
    }

    void awayUntil(Instant until) {
        away = until;
    }

    AlertDesk alertDesk() {
        return alertDesk(AlertSettings.USUAL);
    }

    AlertDesk alertDesk(AlertSettings settings) {
        return new AlertDesk(
                this::portfolio,
                threads,
                outbox,
                new PostOffice(outbox, new MimeWriter(), () -> POLICY),
                new JteRenderer(),
                () -> new Links(List.of("helpdesk.example"), "watchkeeper@reseller.example"),
                (person, n) -> floods.add(person.id()),
                () -> settings,
                "1.0.0");
    }

    OutageDesk outageDesk() {
        return new OutageDesk(
                this::portfolio,
                threads,
                outbox,
                new PostOffice(outbox, new MimeWriter(), () -> POLICY),
                new JteRenderer(),
                () -> new Links(List.of(), "watchkeeper@reseller.example"),
                person -> day -> day.getDayOfWeek().getValue() < 6,
                () -> AlertSettings.USUAL,
                SHANGHAI,
                "1.0.0");
    }

    FindingDesk findingDesk(Findings findings) {
        return new FindingDesk(
                this::portfolio,
                findings,
                threads,
                outbox,
                new PostOffice(outbox, new MimeWriter(), () -> POLICY),
                new JteRenderer(),
                () -> new Links(List.of(), "watchkeeper@reseller.example"),
                person -> day -> day.getDayOfWeek().getValue() < 6,
                () -> AlertSettings.USUAL,
                "1.0.0");
    }

    /** Sends everything that is due. */
    void deliver(Instant now) {
        outbox.expire(now);
        while (true) {
            Optional<OutboxEntry> next = outbox.lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "n", now, now);
            if (next.isEmpty()) {
                return;
            }
            outbox.settle(
                    next.get().id(),
                    "n",
                    SendOutcome.accepted(250, "ok"),
                    new Decision(Decision.Reason.ACCEPTED, EntryState.SENT, null, true, null),
                    now);
            sent.add(next.get().dedupeKey());
        }
    }

    List<String> sent() {
        return List.copyOf(sent);
    }

    List<String> floods() {
        return List.copyOf(floods);
    }

    List<OutboxEntry> entries() {
        return outbox.queue(EnumSet.allOf(EntryState.class), 1000).stream()
                .sorted(Comparator.comparing(OutboxEntry::id))
                .toList();
    }

    List<String> subjects() {
        return entries().stream().map(OutboxEntry::subject).distinct().toList();
    }

    List<EntryState> states() {
        return entries().stream().map(OutboxEntry::state).toList();
    }

    String firstLine(SlaAlert alert) {
        Person lead = portfolio().person("lead3").orElseThrow();
        String text = new JteRenderer()
                .render(new SlaPage(
                                alert,
                                tenant(),
                                Words.of(Language.EN, SHANGHAI),
                                new Links(List.of(), "w@reseller.example"),
                                false,
                                lead,
                                AlertSettings.USUAL.remindAfter().stream()
                                        .map(step -> alert.asOf().plus(step))
                                        .toList(),
                                List.of())
                        .page(new Page.Footer(List.of(), List.of(), "ref")))
                .text();
        return text.replaceAll("\n(?=[a-z(·W])", " ").lines().findFirst().orElse("");
    }

    /** The plain text of a mail. */
    String text(String key) {
        try {
            StringBuilder all = new StringBuilder();
            collect(
                    new DefaultMessageBuilder()
                            .parseMessage(new ByteArrayInputStream(outbox.mime(
                                            outbox.findByKey(key).orElseThrow().id())
                                    .orElseThrow())),
                    all);
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Entity part, StringBuilder all) throws IOException {
        if (part.getBody() instanceof Multipart multipart) {
            for (Entity inner : multipart.getBodyParts()) {
                collect(inner, all);
            }
        } else if (part.getBody() instanceof SingleBody body
                && part.getMimeType().equals("text/plain")) {
            all.append(new String(body.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
