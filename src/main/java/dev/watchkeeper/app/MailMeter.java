package dev.watchkeeper.app;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.jobs.OneByOne;
import dev.watchkeeper.mail.Bounce;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.MailEvents;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.ops.Metrics;
import dev.watchkeeper.tenant.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what happens to mail, and makes findings of what an operator must know. */
final class MailMeter implements MailEvents {
    private static final String MAIL = "mail";

    private final Metrics metrics;
    private final OwnFindings own;
    private final OneByOne oneByOne;
    private final Clock clock;
    /** Mails whose last attempt broke off. */
    private final Set<Long> broken = ConcurrentHashMap.newKeySet();

    MailMeter(Metrics metrics, OwnFindings own, OneByOne oneByOne, Clock clock) {
        this.metrics = metrics;
        this.oneByOne = oneByOne;
        this.own = own;
        this.clock = clock;
    }

    @Override
    public void broken(OutboxEntry entry, RuntimeException failure) {
        metrics.count("watchkeeper.mail.broken", "kind", entry.kind().name().toLowerCase(Locale.ROOT));
        broken.add(entry.id());
        oneByOne.failed(MAIL, key(entry), failure, clock.instant());
    }

    private static String key(OutboxEntry entry) {
        return entry.id() + " " + entry.dedupeKey();
    }

    @Override
    public void attempted(OutboxEntry entry, SendOutcome outcome, Decision decision) {
        if (broken.remove(entry.id())) {
            oneByOne.worked(MAIL, key(entry));
        }
        metrics.count(
                "watchkeeper.mail.attempts",
                "kind",
                entry.kind().name().toLowerCase(Locale.ROOT),
                "result",
                decision.state().name().toLowerCase(Locale.ROOT));
        if (decision.state() == EntryState.SENT) {
            metrics.size(
                    "watchkeeper.mail.html.bytes",
                    entry.htmlBytes(),
                    "kind",
                    entry.kind().name().toLowerCase(Locale.ROOT));
            metrics.time(
                    "watchkeeper.mail.delay",
                    Duration.between(entry.notBefore(), clock.instant()),
                    "kind",
                    entry.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void givenUp(OutboxEntry entry, String reason) {
        metrics.count("watchkeeper.mail.given_up", "kind", entry.kind().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void addressDead(OutboxEntry entry, String reply) {
        address(
                entry,
                new Text("A recipient's address is refused as unknown", "收件地址被拒绝（不存在）"),
                entry.toAddress() + ": " + reply);
    }

    @Override
    public void bounced(OutboxEntry entry, Bounce bounce) {
        metrics.count("watchkeeper.mail.bounced", "kind", entry.kind().name().toLowerCase(Locale.ROOT));
        address(
                entry,
                new Text("Mail to a recipient comes back", "发给收件人的邮件被退回"),
                entry.toAddress() + ": " + bounce.told());
    }

    @Override
    public void refused(OutboxEntry entry, SendOutcome outcome) {
        if (entry.kind() == MailKind.ALERT) {
            address(
                    entry,
                    new Text("An alert was refused for good", "告警邮件被永久拒收"),
                    entry.toAddress() + ": " + outcome.reply()
                            + "; it goes to the delegate, the lead or whoever is on call");
        }
    }

    private void address(OutboxEntry entry, Text title, String what) {
        own.raise(
                AddressWatch.CHECK,
                AddressWatch.subject(entry.toAddress()),
                Severity.HIGH,
                title,
                Text.same(what),
                new Text(
                        "Correct the address in people.yaml or tenants.yaml; the finding ends when it is gone from there, or"
                                + " a day after a mail to it arrived",
                        "请更正 people.yaml 或 tenants.yaml 中的地址；地址更正后，或有邮件送达一天后，此项关闭"));
    }

    @Override
    public void stopped(String route, String cause) {
        own.raise(
                "SELF-MAIL-ROUTE",
                "route:" + route,
                Severity.CRITICAL,
                new Text("Mail cannot be sent by route " + route, "邮件通道 " + route + " 无法发送"),
                Text.same(cause),
                new Text("Run 'watchkeeper doctor'; mail waits in the outbox", "运行 watchkeeper doctor；邮件在发件箱中等待"));
    }

    @Override
    public void works(String route) {
        resumed(route);
        resumed("all"); // the guard against loops let it pass
    }

    @Override
    public void resumed(String route) {
        own.clear("SELF-MAIL-ROUTE", "route:" + route);
    }
}
