package dev.watchkeeper.app;

import dev.watchkeeper.digest.DigestEvents;
import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.jobs.OneByOne;
import dev.watchkeeper.jobs.SetAside;
import dev.watchkeeper.status.IncidentPoller;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.SourceNotices;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Findings about watchkeeper itself, for its operators: a refused reload, a silent ticket source, mail that stands, an unread feed. */
final class OwnFindings implements SourceNotices, DigestEvents, OneByOne.Notices {
    static final String ASIDE = "SELF-SET-ASIDE";
    private static final String FEED = "SELF-STATUS-FEED";
    private static final String DNS = "SELF-DNS";
    private static final String GOOGLE = "SELF-GOOGLE";
    private static final int NAMED = 3;

    private final FindingKeeper keeper;
    private final Clock clock;

    OwnFindings(FindingKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public void raise(String sourceId, Kind kind, Text what) {
        raise(
                check(kind),
                "source:" + sourceId,
                kind == Kind.STALE ? Severity.HIGH : Severity.MEDIUM,
                new Text("Ticket source " + sourceId + ": " + words(kind), "工单来源 " + sourceId + "：" + chinese(kind)),
                what,
                new Text("See 'watchkeeper doctor' and sources.yaml", "请运行 watchkeeper doctor 并检查 sources.yaml"));
    }

    @Override
    public void clear(String sourceId, Kind kind) {
        clear(check(kind), "source:" + sourceId);
    }

    /** Told of everything that fails by itself; the finding ends when it works, or when it is no longer there. */
    @Override
    public void setAside(SetAside.Matter matter) {
        String what = matter.step() + " " + matter.key();
        raise(
                ASIDE,
                matter.step() + ":" + matter.key(),
                matter.step().equals("ticket") ? Severity.HIGH : Severity.MEDIUM,
                new Text("Fails and is set aside: " + what, "处理失败，已暂时搁置：" + what),
                new Text(
                        matter.error() + " (" + matter.tries() + " times since " + matter.since()
                                + "). Everything else goes on",
                        matter.error() + "（自 " + matter.since() + " 起失败 " + matter.tries() + " 次）。其他处理不受影响"),
                new Text(
                        "It is tried again by itself at " + matter.until()
                                + " and later; if it stays, send the log of this time to the makers of watchkeeper",
                        "系统会自动重试（下次 " + matter.until() + "）；如持续出现，请将该时段的日志发给 watchkeeper 的开发者"));
    }

    @Override
    public void over(String step, String key) {
        clear(ASIDE, step + ":" + key);
    }

    /** Told by the writer of digests; a failure is one finding per reader and kind until the next success. */
    @Override
    public void failed(DigestKind kind, Person reader, RuntimeException failure) {
        raise(
                "SELF-DIGEST",
                "person:" + reader.id() + "/" + kind.word(),
                Severity.HIGH,
                new Text("A digest could not be written", "邮件摘要无法生成"),
                Text.same(reader.id() + ", " + kind.word() + ": " + failure),
                new Text("See the log; it is tried again", "请查看日志；系统会重试"));
    }

    @Override
    public void well(DigestKind kind, Person reader) {
        clear("SELF-DIGEST", "person:" + reader.id() + "/" + kind.word());
    }

    /** Told by the drafting of reports of each that was due; a failure is a finding until the next success. */
    void reportDrafted(Tenant tenant, Optional<RuntimeException> failure) {
        String subject = "customer:" + tenant.id();
        if (failure.isEmpty()) {
            clear("SELF-REPORT", subject);
            return;
        }
        raise(
                "SELF-REPORT",
                subject,
                Severity.MEDIUM,
                new Text("A quarterly report could not be drafted", "季度报告草稿无法生成"),
                Text.same(tenant.id() + ": " + failure.get()),
                new Text(
                        "It is tried again by itself; 'watchkeeper report quarterly' says more",
                        "系统会自动重试；也可运行 watchkeeper report quarterly 查看原因"));
    }

    /**
     * Told after every look at Google's status feed; returns the number of news. The feed as a whole and odd entries in
     * it are two matters, since a feed that has not changed says nothing about its entries.
     *
     * @param tooOld the last whole reading is too old for incidents to be judged
     */
    long feedRead(IncidentPoller.Poll poll, boolean tooOld) {
        if (poll.problem().isEmpty()) {
            clear(FEED, "feed");
        } else {
            raise(
                    FEED,
                    "feed",
                    tooOld ? Severity.HIGH : Severity.LOW,
                    new Text("Google's status feed could not be read", "无法读取 Google 状态公告"),
                    Text.same(poll.problem()),
                    new Text(
                            "It is tried again by itself; if it stays so, see google.statusUrl and the way out to Google",
                            "系统会自动重试；如持续出现，请检查 google.statusUrl 与到 Google 的网络"));
        }
        if (!poll.notices().isEmpty()) {
            raise(
                    FEED,
                    "entries",
                    Severity.LOW,
                    new Text("Google's status feed holds entries that are not understood", "Google 状态公告中有无法识别的条目"),
                    Text.same(poll.notices().stream().limit(NAMED).collect(Collectors.joining("; "))
                            + (poll.notices().size() > NAMED
                                    ? "; " + (poll.notices().size() - NAMED) + " more"
                                    : "")),
                    new Text(
                            "They count in no figure; tell the makers of watchkeeper",
                            "这些条目不计入任何统计；请告知 watchkeeper 的开发者"));
        } else if (poll.read()) {
            clear(FEED, "entries");
        }
        return poll.events().size();
    }

    /**
     * Told now and then how our own DNS does; returns 1 while it does badly.
     *
     * @param trouble why it cannot be trusted; empty if it can
     */
    long dnsTried(String trouble) {
        if (trouble.isEmpty()) {
            clear(DNS, "resolvers");
            return 0;
        }
        raise(
                DNS,
                "resolvers",
                Severity.HIGH,
                new Text(
                        "Our own DNS cannot be used: no customer's mail DNS is judged", "我们自己的 DNS 无法使用：暂不判断客户的邮件 DNS"),
                Text.same(trouble),
                new Text(
                        "See dns.resolvers and dns.controlName in watchkeeper.yaml, and the way out to them; 'watchkeeper"
                                + " doctor' tries them",
                        "请检查 watchkeeper.yaml 的 dns.resolvers 与 dns.controlName 以及出站网络；可运行 watchkeeper doctor"));
        return 1;
    }

    /**
     * Told now and then how Google treats us; returns 1 while it refuses many customers at once.
     *
     * @param trouble why the refusals are our own matter; empty if they are not
     */
    long googleAsked(Text trouble) {
        if (trouble.equals(Text.EMPTY)) {
            clear(GOOGLE, "access");
            return 0;
        }
        raise(
                GOOGLE,
                "access",
                Severity.CRITICAL,
                new Text(
                        "Google refuses us many customers at once: nobody is told that a customer shut us out",
                        "Google 同时拒绝我们读取多家客户：暂不判断为客户撤销授权"),
                trouble,
                new Text(
                        "Check the service account's key, the project's APIs and the client id; 'watchkeeper doctor' tries"
                                + " every scope",
                        "请检查服务账号密钥、项目的 API 与客户端 ID；可运行 watchkeeper doctor 逐项检查"));
        return 1;
    }

    /** Opens a finding or keeps it open; other subjects of the check stay as they are. */
    void raise(String checkId, String subject, Severity severity, Text title, Text summary, Text remedy) {
        report(new Sighting(checkId, subject, Outcome.FAIL, severity, title, summary, remedy, Map.of(), ""));
    }

    /** Resolves a finding if there is one. */
    void clear(String checkId, String subject) {
        report(new Sighting(
                checkId, subject, Outcome.PASS, Severity.LOW, Text.EMPTY, Text.EMPTY, Text.EMPTY, Map.of(), ""));
    }

    private void report(Sighting sighting) {
        // An unknown beside it says that the check's other subjects were not looked at.
        Sighting rest = new Sighting(
                sighting.checkId(),
                "tenant",
                Outcome.UNKNOWN,
                sighting.severity(),
                Text.EMPTY,
                Text.EMPTY,
                Text.EMPTY,
                Map.of(),
                "only one subject was looked at");
        keeper.reconcile(Finding.OURSELVES, List.of(sighting, rest), clock.instant(), null);
    }

    private static String check(Kind kind) {
        return "SELF-SOURCE-" + kind.name().replace('_', '-');
    }

    private static String words(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String chinese(Kind kind) {
        return switch (kind) {
            case STALE -> "数据中断";
            case UNMAPPED_STATUS -> "状态未映射";
            case TICKETS_MISSING -> "未结工单在来源中找不到";
            case CONFLICT -> "内容冲突";
            case FUTURE_EVENT -> "事件时间在未来";
            case UNREADABLE -> "内容无法读取";
        };
    }
}
