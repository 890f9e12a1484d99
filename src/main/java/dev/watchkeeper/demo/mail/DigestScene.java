package dev.watchkeeper.demo.mail;

import static dev.watchkeeper.demo.mail.SceneData.NOW;
import static dev.watchkeeper.demo.mail.SceneData.SHANGHAI;
import static dev.watchkeeper.demo.mail.SceneData.YESTERDAY;
import static dev.watchkeeper.demo.mail.SceneData.event;
import static dev.watchkeeper.demo.mail.SceneData.finding;
import static dev.watchkeeper.demo.mail.SceneData.text;

import dev.watchkeeper.digest.Baseline;
import dev.watchkeeper.digest.Claim;
import dev.watchkeeper.digest.DigestFacts;
import dev.watchkeeper.digest.DigestFacts.UnknownChecks;
import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.digest.Ending;
import dev.watchkeeper.digest.Figures;
import dev.watchkeeper.digest.Forecast;
import dev.watchkeeper.digest.Gap;
import dev.watchkeeper.digest.GoogleStatus;
import dev.watchkeeper.digest.OpenClock;
import dev.watchkeeper.digest.SlaWeek;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts of a digest under construction: a scene adds what happened. */
final class DigestScene {
    private final DigestKind kind;
    private final Language language;
    private Person reader;
    private final List<Tenant> customers;
    private final List<Finding> findings = new ArrayList<>();
    private final List<FindingEvent> events = new ArrayList<>();
    private final List<OpenClock> clocks = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final List<Forecast> forecasts = new ArrayList<>();
    private final Map<String, Baseline.Customer> then = new HashMap<>();
    private Optional<SlaWeek> sla = Optional.empty();
    private Optional<WeekFacts> week = Optional.empty();
    private List<LocalDate> skipped = List.of();
    private boolean first;
    private @Nullable Person deputy;
    private GoogleStatus google = GoogleStatus.NONE;
    private Set<String> gapsThen = Set.of();
    private final Map<String, Baseline.Claimed> claimsThen = new HashMap<>();
    private boolean gapsAreNew;

    private DigestScene(DigestKind kind, Language language, List<Tenant> customers) {
        this.kind = kind;
        this.language = language;
        this.reader = SceneData.manager(language);
        this.customers = new ArrayList<>(customers);
    }

    static DigestScene daily(int customers, Language language) {
        return new DigestScene(DigestKind.DAILY, language, SceneData.customers(customers, language));
    }

    static DigestScene of(List<Tenant> customers, Language language) {
        return new DigestScene(DigestKind.DAILY, language, customers);
    }

    Language language() {
        return language;
    }

    DigestScene always() {
        reader = reader.withDaily(Person.DigestMode.ALWAYS);
        return this;
    }

    /** The reader is away: the mail goes to somebody else. */
    DigestScene sentTo(Person other) {
        deputy = other;
        return this;
    }

    DigestScene google(KeptIncident... incidents) {
        List<KeptIncident> all = List.of(incidents);
        google = new GoogleStatus(
                NOW.minusSeconds(240),
                all.stream().filter(k -> k.incident().isOpen(NOW)).toList(),
                Claim.possible(all.stream().map(KeptIncident::incident).toList(), ZoneOffset.UTC, NOW, null),
                10);
        return this;
    }

    /** What the last digest said could be asked for. */
    DigestScene claimed(String ref, Baseline.Claimed then) {
        claimsThen.put(ref, then);
        return this;
    }

    DigestScene first() {
        first = true;
        return this;
    }

    DigestScene score(String tenant, int before) {
        then.put(tenant, new Baseline.Customer(Figures.NONE, before));
        return this;
    }

    DigestScene clock(String tenant, String ticket, Text title, String due, boolean breached, boolean replied) {
        Instant dueAt = Instant.parse(due);
        clocks.add(new OpenClock(
                tenant,
                ticket + "-fr-1",
                ticket,
                title.in(language),
                "first_response",
                "S1",
                dueAt.minus(Duration.ofHours(1)),
                dueAt,
                breached,
                breached ? Duration.ZERO : Duration.between(NOW, dueAt),
                false,
                replied,
                "https://helpdesk.example/tickets/" + ticket));
        return this;
    }

    DigestScene open(Finding finding) {
        findings.add(finding);
        return this;
    }

    DigestScene fresh(Finding finding) {
        findings.add(finding);
        events.add(event(finding, FindingEvent.Kind.OPENED, finding.openedAt().toString(), null));
        return this;
    }

    DigestScene worse(Finding finding, String at, Severity before) {
        findings.add(finding);
        events.add(event(finding, FindingEvent.Kind.WORSENED, at, before));
        return this;
    }

    DigestScene solved(Finding finding) {
        findings.add(finding);
        events.add(event(finding, FindingEvent.Kind.RESOLVED, String.valueOf(finding.resolvedAt()), null));
        return this;
    }

    DigestScene gap(Gap gap, boolean isNew) {
        gaps.add(gap);
        gapsAreNew |= isNew;
        return this;
    }

    DigestScene ending(Ending ending) {
        endings.add(ending);
        return this;
    }

    DigestScene expect(String tenant, Text report, Text cause) {
        forecasts.add(new Forecast(tenant, report, cause, "scene"));
        return this;
    }

    DigestScene sla(Share now, Share before, List<Integer> late, int risk) {
        sla = Optional.of(new SlaWeek(LocalDate.of(2026, 11, 17), LocalDate.of(2026, 11, 23), now, before, late, risk));
        return this;
    }

    DigestScene week(WeekFacts facts, List<LocalDate> withoutDaily) {
        week = Optional.of(facts);
        skipped = withoutDaily;
        return this;
    }

    DigestFacts facts() {
        return facts(kind);
    }

    DigestFacts facts(DigestKind asKind) {
        if (!gapsAreNew) {
            gapsThen = gaps.stream().map(Gap::key).collect(Collectors.toSet());
        }
        return new DigestFacts(
                asKind,
                reader,
                deputy,
                NOW,
                customers,
                first ? Optional.empty() : Optional.of(baseline(asKind)),
                false,
                findings,
                clocks,
                sla,
                gaps,
                endings,
                forecasts,
                Set.of(),
                UnknownChecks.NONE,
                skipped,
                week,
                google,
                NOW);
    }

    /** What the last digest printed, as it follows from what happened since. */
    private Baseline baseline(DigestKind asKind) {
        Instant asOf = asKind == DigestKind.DAILY ? YESTERDAY : Instant.parse("2026-11-16T00:55:00Z");
        Map<String, Figures> open = new HashMap<>();
        Map<String, Severity> visible = new HashMap<>();
        Map<String, FindingEvent> changes = new HashMap<>();
        events.forEach(e -> changes.putIfAbsent(e.findingId(), e));
        for (Finding finding : findings) {
            FindingEvent last = changes.get(finding.id());
            boolean was = last == null ? finding.isOpen() : last.kind() != FindingEvent.Kind.OPENED;
            Severity severity = last != null && last.before() != null ? last.before() : finding.severity();
            if (was) {
                visible.put(finding.id(), severity);
            }
            if (was && severity.atLeast(Severity.HIGH)) {
                open.merge(
                        finding.tenantId(),
                        severity == Severity.CRITICAL ? new Figures(1, 0) : new Figures(0, 1),
                        Figures::plus);
            }
        }
        Map<String, Baseline.Customer> printed = new HashMap<>();
        for (Tenant customer : customers) {
            Baseline.Customer known = then.get(customer.id());
            printed.put(
                    customer.id(),
                    new Baseline.Customer(
                            open.getOrDefault(customer.id(), Figures.NONE), known == null ? 100 : known.score()));
        }
        return new Baseline(
                "D-20261123-am17",
                asOf,
                open.values().stream().reduce(Figures.NONE, Figures::plus),
                printed,
                visible,
                gapsThen,
                claimsThen);
    }

    static Finding high(String id, String tenant, String check, String opened, Text title) {
        return finding(id, tenant, check, Severity.HIGH, opened, title, Text.EMPTY, step(check));
    }

    private static Text step(String check) {
        return switch (check) {
            case "LGN-04" -> text("请客户通知未登记的用户登记。", "have the customer remind those who have not enrolled.");
            case "SYN-01" -> text("只允许审核过的应用访问。", "let only reviewed apps have access.");
            case "EML-04" -> text("和客户改好 SPF 记录的结尾。", "correct the end of the SPF record with the customer.");
            case "EML-05" -> text("在管理控制台开启 DKIM 签名。", "switch DKIM signing on in the Admin console.");
            case "LEK-05" -> text("关闭离职账号的转发。", "switch the leavers' forwarding off.");
            case "LGN-10" -> text("请客户指定第二个超级管理员。", "have the customer name a second super admin.");
            case "SHR-02" -> text("把日历改回内部共享。", "share the calendars inside the company only.");
            default -> text("打开管理控制台，看是谁改的。", "look in the Admin console who changed it.");
        };
    }

    static LocalDate today() {
        return NOW.atZone(SHANGHAI).toLocalDate();
    }
}
