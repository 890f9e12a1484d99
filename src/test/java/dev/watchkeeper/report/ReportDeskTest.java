package dev.watchkeeper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.MemoryReports;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.page.Share;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.render.ReportFiles;
import dev.watchkeeper.report.ReportFacts.Breach;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportFacts.MonthShare;
import dev.watchkeeper.report.ReportFacts.PlanLine;
import dev.watchkeeper.report.ReportFacts.Service;
import dev.watchkeeper.report.ReportFacts.ServiceRow;
import dev.watchkeeper.report.ReportFacts.Usage;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportDeskTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Quarter Q3 = Quarter.of("2026Q3");
    private static final MailPolicy POLICY = new MailPolicy(
            MailMode.LIVE,
            new Mailbox("watchkeeper", "watchkeeper@reseller.example"),
            Mailbox.of("am-team@reseller.example"),
            null,
            List.of("reseller.example"),
            200);

    private final TestClock clock = TestClock.at("2026-06-20T02:00:00Z");
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryReports reports = new MemoryReports();
    private final InMemoryFindings findings = new InMemoryFindings();
    private final FindingKeeper keeper = new FindingKeeper(findings, Circumstances.NONE);
    private final Set<LocalDate> free = new HashSet<>();
    private final Set<String> unwatched = new HashSet<>();
    private final Set<String> broken = new HashSet<>();
    private final ReportDesk desk = desk();

    private static Tenant tenant(String id, String name, boolean contact) {
        return new Tenant(
                id,
                name,
                name,
                List.of(id + ".example"),
                "my_customer",
                "canary-admin@" + id + ".example",
                List.of(),
                "am17",
                SHANGHAI,
                Language.ZH_CN,
                Profile.NORMAL,
                MailSetup.PLAIN,
                contact
                        ? List.of(new Contact("张伟", "zhang@" + id + ".example", "+86 canary-phone", "canary-role"))
                        : List.of(),
                List.of(),
                "canary-notes of " + id);
    }

    private static final Tenant XINGHAI = tenant("t88", "星海科技", true);
    private static final Tenant OTHER = tenant("t99", "canary-other 客户", false);

    private static Person person(String id, String name, String lead) {
        return new Person(
                id,
                name,
                id + "@reseller.example",
                Language.ZH_CN,
                SHANGHAI,
                "cn-workdays",
                Person.DigestMode.ON_CHANGE,
                LocalTime.of(8, 45),
                DayOfWeek.MONDAY,
                LocalTime.of(9, 0),
                "high",
                "critical",
                List.of(),
                "warn",
                List.of(),
                null,
                null,
                lead.isEmpty() ? null : lead,
                true,
                false);
    }

    private ReportDesk desk() {
        Transactions direct = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                return work.get();
            }
        };
        Portfolio portfolio = new Portfolio(
                List.of(XINGHAI, OTHER), List.of(person("am17", "李敏", "lead3"), person("lead3", "canary-lead", "")));
        return new ReportDesk(
                () -> portfolio,
                new ReportReader(findings, new Figures(), reports),
                new ReportPress(
                        new ReportFiles("1.0.0"),
                        new JteRenderer(),
                        new MimeWriter(),
                        () -> POLICY,
                        p -> day -> day.getDayOfWeek().getValue() < 6,
                        "1.0.0"),
                reports,
                new PostOffice(outbox, new MimeWriter(), () -> POLICY),
                outbox,
                direct,
                p -> day -> day.getDayOfWeek().getValue() < 6 && !free.contains(day),
                clock);
    }

    private void sees(String tenant, String check, Severity severity, String title, String at, boolean there) {
        keeper.reconcile(
                tenant,
                List.of(new Sighting(
                        check,
                        "user:li@" + tenant + ".example",
                        there ? Outcome.FAIL : Outcome.PASS,
                        severity,
                        new Text(title, title),
                        new Text("canary-summary", "canary-summary"),
                        new Text("fix " + title, "处理：" + title),
                        Map.of("canary-evidence", "canary-value"),
                        "")),
                Instant.parse(at),
                "run");
    }

    @BeforeEach
    void aQuarterPasses() {
        sees("t88", "EML-06", Severity.HIGH, "DMARC 未强制", "2026-06-10T02:00:00Z", true);
        sees("t88", "HYG-01", Severity.HIGH, "两步验证覆盖不足", "2026-06-11T02:00:00Z", true);
        sees("t88", "LEK-05", Severity.CRITICAL, "自动转发到外部", "2026-07-20T02:00:00Z", true);
        sees("t88", "SHR-02", Severity.HIGH, "日历对外公开", "2026-08-02T02:00:00Z", true);
        sees("t88", "EML-06", Severity.HIGH, "DMARC 未强制", "2026-08-15T02:00:00Z", false);
        String calendar = findings.search(FindingQuery.unresolved(Instant.parse("2026-08-16T00:00:00Z"))).stream()
                .filter(f -> f.checkId().equals("SHR-02"))
                .findFirst()
                .orElseThrow()
                .id();
        keeper.mute(
                calendar,
                "canary-author",
                "canary-reason",
                Instant.parse("2026-12-31T00:00:00Z"),
                Instant.parse("2026-08-16T00:00:00Z"));
        sees("t99", "EML-06", Severity.CRITICAL, "canary-othertitle", "2026-08-15T02:00:00Z", true);
        sees("t88", "LEK-05", Severity.CRITICAL, "自动转发到外部", "2026-10-05T02:00:00Z", false);
        clock.set(Instant.parse("2026-10-08T02:00:00Z"));
    }

    @Test
    void theReportIsOfTheQuarterWhateverHappenedSince() {
        ReportModel model = desk.preview(XINGHAI, Q3).model();

        assertThat(model.risks()).extracting(ReportModel.Item::checkId).containsExactly("LEK-05", "HYG-01");
        assertThat(model.fixed()).extracting(ReportModel.Item::checkId).containsExactly("EML-06");
        assertThat(model.fresh()).extracting(ReportModel.Item::checkId).containsExactly("LEK-05");
        assertThat(model.accepted()).extracting(ReportModel.Item::checkId).containsExactly("SHR-02");
        assertThat(model.ledger().previous()).isEqualTo(2);
        assertThat(model.ledger().now().total()).isEqualTo(2);
        assertThat(model.score()).isEqualTo(100 - 20 - 6);
        assertThat(reports.revisions("t88", Q3)).as("a preview stores nothing").isEmpty();
        assertThatThrownBy(() -> desk.preview(XINGHAI, Quarter.of("2027Q1"))).hasMessageContaining("has not begun");
    }

    @Test
    void theManagerReviewsAndAPersonApproves() {
        ReportDesk.Drafted drafted = desk.draft(XINGHAI, Q3);
        assertThat(drafted.record().state()).isEqualTo(ReportState.AM_REVIEW);
        OutboxEntry review = outbox.findByKey("qbr:t88:2026q3:r1:am17").orElseThrow();
        assertThat(review.subject()).isEqualTo("【季报待审】星海科技 2026 Q3：健康分74，2项风险");
        assertThat(review.kind()).isEqualTo(MailKind.REPORT_REVIEW);
        assertThat(mime(review))
                .contains("draft.eml")
                .contains("invitation.ics")
                .contains("t88-2026Q3-r1.pdf");
        assertThat(outbox.queue(EnumSet.allOf(EntryState.class), 9))
                .as("nothing to the customer yet")
                .hasSize(1);

        assertThatThrownBy(() -> desk.approve(XINGHAI, Q3, 1, " ")).hasMessageContaining("name of a person");
        assertThatThrownBy(() -> desk.approve(XINGHAI, Q3, 7, "Li Min")).hasMessageContaining("newest is r1");
        ReportRecord approved = desk.approve(XINGHAI, Q3, 1, "Li Min");
        assertThat(approved.approvedBy()).isEqualTo("Li Min");
        OutboxEntry letter = outbox.findByKey("qbr:t88:2026q3:r1:customer").orElseThrow();
        assertThat(letter.toAddress()).isEqualTo("zhang@t88.example");
        assertThat(letter.subject()).isEqualTo("星海科技 2026年第3季度 Google Workspace 健康检查");
        assertThat(letter.state()).isEqualTo(EntryState.PENDING);
        assertThat(mime(letter))
                .doesNotContain("X-Watchkeeper")
                .doesNotContain("Auto-Submitted")
                .contains("Reply-To: ");
        assertThatThrownBy(() -> desk.approve(XINGHAI, Q3, 1, "Wang")).hasMessageContaining("was approved by Li Min");

        desk.followUp();
        assertThat(reports.find("t88", Q3, 1).orElseThrow().state()).isEqualTo(ReportState.APPROVED);
        deliver();
        desk.followUp();
        assertThat(reports.find("t88", Q3, 1).orElseThrow().state()).isEqualTo(ReportState.SENT);
    }

    @Test
    void whatNobodyDraftedIsDraftedOnTheFirstWorkingDayAndAsksTheManager() {
        clock.set(Instant.parse("2026-09-30T15:59:00Z"));
        assertThat(drafts())
                .as("the quarter runs in Shanghai for a minute more; Q2 is old")
                .isZero();
        clock.set(Instant.parse("2026-09-30T23:59:00Z"));
        assertThat(drafts()).as("before eight").isZero();
        clock.set(Instant.parse("2026-10-01T00:00:00Z"));
        assertThat(drafts()).isEqualTo(2);
        assertThat(drafts()).as("once").isZero();

        assertThat(outbox.queue(EnumSet.allOf(EntryState.class), 9))
                .extracting(OutboxEntry::dedupeKey, OutboxEntry::kind)
                .as("to the manager only; nothing to a customer without an approval")
                .containsExactlyInAnyOrder(
                        Tuple.tuple("qbr:t88:2026q3:r1:am17", MailKind.REPORT_REVIEW),
                        Tuple.tuple("qbr:t99:2026q3:r1:am17", MailKind.REPORT_REVIEW));
        assertThat(mime(outbox.findByKey("qbr:t88:2026q3:r1:am17").orElseThrow()))
                .contains("t88-2026Q3-r1.pdf");
        deliver();
        clock.forward(Duration.ofDays(20));
        desk.followUp();
        deliver();
        assertThat(drafts()).isZero();
        assertThat(outbox.queue(EnumSet.allOf(EntryState.class), 20))
                .noneMatch(entry -> entry.kind() == MailKind.REPORT_CUSTOMER);
    }

    @Test
    void aHolidayPutsTheDraftOffAndWhatAPersonDraftedIsLeftAlone() {
        clock.set(Instant.parse("2026-10-01T00:30:00Z"));
        desk.draft(XINGHAI, Q3);
        free.addAll(List.of(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2)));
        clock.set(Instant.parse("2026-10-04T02:00:00Z")); // a Sunday
        assertThat(drafts()).isZero();
        clock.set(Instant.parse("2026-10-05T00:00:00Z"));
        assertThat(drafts()).isEqualTo(1);
        assertThat(reports.revisions("t88", Q3)).hasSize(1);
        assertThat(reports.revisions("t99", Q3)).hasSize(1);
    }

    @Test
    void aQuarterLongPastIsNobodysExpectationAndOneNotWatchedIsNotReported() {
        clock.set(Instant.parse("2026-11-02T02:00:00Z"));
        assertThat(drafts()).isZero();
        clock.set(Instant.parse("2026-10-08T02:00:00Z"));
        unwatched.add("t99");
        assertThat(drafts()).isEqualTo(1);
    }

    @Test
    void oneDraftThatFailsKeepsTheOthersNot() {
        broken.add("t88");
        List<String> failures = new ArrayList<>();
        assertThat(desk.draftWhatIsDue(
                        () -> false,
                        (tenant, failure) -> failure.ifPresent(e -> failures.add(tenant.id() + " " + e.getMessage()))))
                .isEqualTo(1);
        assertThat(failures).containsExactly("t88 broken");
        broken.clear();
        assertThat(drafts()).isEqualTo(1);
    }

    private int drafts() {
        return desk.draftWhatIsDue(
                () -> false,
                (tenant, failure) -> failure.ifPresent(e -> {
                    throw e;
                }));
    }

    @Test
    void aNewRevisionWithdrawsTheOldOneAndNeedsItsOwnApproval() {
        desk.draft(XINGHAI, Q3);
        desk.draft(XINGHAI, Q3);
        assertThat(reports.find("t88", Q3, 1).orElseThrow().state()).isEqualTo(ReportState.WITHDRAWN);
        assertThatThrownBy(() -> desk.approve(XINGHAI, Q3, 1, "Li Min")).hasMessageContaining("newest revision is r2");
        assertThat(desk.approve(XINGHAI, Q3, 2, "Li Min").revision()).isEqualTo(2);
    }

    @Test
    void changedBytesAreNotApproved() {
        Reports.Files files = desk.draft(XINGHAI, Q3).files();
        reports.files(reports.find("t88", Q3, 1).orElseThrow()).orElseThrow().pdf()[100] ^= 1;
        assertThat(files.pdf()).isNotEmpty();
        assertThatThrownBy(() -> desk.approve(XINGHAI, Q3, 1, "Li Min"))
                .hasMessageContaining("not the one that was reviewed");
    }

    @Test
    void aSilentManagerIsRemindedAfterThreeAndSevenWorkDaysThenTheLead() {
        desk.draft(XINGHAI, Q3);
        for (int day = 0; day < 25; day++) {
            clock.forward(Duration.ofDays(1));
            desk.followUp();
        }
        assertThat(outbox.queue(EnumSet.allOf(EntryState.class), 20).stream().map(OutboxEntry::dedupeKey))
                .containsExactlyInAnyOrder(
                        "qbr:t88:2026q3:r1:am17",
                        "qbr:t88:2026q3:r1:reminder1:am17",
                        "qbr:t88:2026q3:r1:reminder2:am17",
                        "qbr:t88:2026q3:r1:reminder2:lead3");
        assertThat(outbox.queue(EnumSet.allOf(EntryState.class), 20).stream()
                        .filter(mail -> mail.dedupeKey().endsWith(":am17"))
                        .map(OutboxEntry::subject)
                        .distinct())
                .as("one conversation has one subject")
                .hasSize(1);
    }

    @Test
    void nothingInternalAndNoOtherCustomerReachesTheCustomer() throws IOException {
        ReportDesk.Drafted drafted = desk.draft(XINGHAI, Q3);
        desk.approve(XINGHAI, Q3, 1, "canary-approver");
        String all = text(drafted.files().pdf())
                + new String(drafted.files().csv(), StandardCharsets.UTF_8)
                + new String(drafted.files().invitation(), StandardCharsets.UTF_8)
                + drafted.files().letter()
                + mime(outbox.findByKey("qbr:t88:2026q3:r1:customer").orElseThrow());
        assertThat(all).doesNotContainIgnoringCase("canary").doesNotContain("t99.example");
    }

    @Test
    void thePdfCanBeReadSearchedAndHeard() throws IOException {
        long begin = System.nanoTime();
        byte[] pdf = desk.preview(XINGHAI, Q3).files().pdf();
        long milliseconds = (System.nanoTime() - begin) / 1_000_000;
        Files.createDirectories(Path.of("target/report"));
        Files.write(Path.of("target/report/t88-2026Q3.pdf"), pdf);
        String text = text(pdf);
        assertThat(text.replaceAll("\\s", "")).contains("客户管理员，我们协助");
        assertThat(text)
                .contains("星海科技")
                .contains("2026 年第3季度")
                .contains("自动转发到外部")
                .contains("97.1% (170/175)")
                .doesNotContainPattern("[\\u2e80-\\u2fdf]");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isBetween(4, 12);
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("zh-CN");
            assertThat(document.getDocumentInformation().getTitle()).contains("星海科技");
            Set<String> loose = new TreeSet<>();
            for (var page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    var font = page.getResources().getFont(name);
                    if (!font.isEmbedded()) {
                        loose.add(font.getName());
                    }
                }
            }
            assertThat(loose).as("fonts that are not embedded").isEmpty();
        }
        assertThat(pdf.length).as("size; set in %s ms", milliseconds).isLessThan(600_000);
    }

    private void deliver() {
        while (true) {
            Optional<OutboxEntry> next =
                    outbox.lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "n", clock.instant(), clock.instant());
            if (next.isEmpty()) {
                return;
            }
            outbox.settle(
                    next.get().id(),
                    "n",
                    SendOutcome.accepted(250, "ok"),
                    new Decision(Decision.Reason.ACCEPTED, EntryState.SENT, null, true, null),
                    clock.instant());
        }
    }

    private String mime(OutboxEntry entry) {
        return new String(outbox.mime(entry.id()).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String text(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Figures implements ReportSources {
        @Override
        public boolean watched(Tenant tenant, Quarter quarter) {
            return !unwatched.contains(tenant.id());
        }

        @Override
        public List<CheckLine> checks(Tenant tenant) {
            if (broken.contains(tenant.id())) {
                throw new IllegalStateException("broken");
            }
            List<CheckLine> all = new ArrayList<>();
            String[][] checks = {
                {"LGN-10", "cannot_log_in"},
                {"EML-01", "external_mail"},
                {"EML-06", "external_mail"},
                {"ATT-01", "attachments"},
                {"SYN-09", "sync_and_oauth"},
                {"SHR-02", "sharing"},
                {"LEK-05", "data_leak"},
                {"HYG-01", "hygiene"},
                {"HYG-05", "hygiene"}
            };
            for (String[] check : checks) {
                Outcome outcome = Set.of("SHR-02", "LEK-05", "HYG-01").contains(check[0])
                        ? Outcome.FAIL
                        : check[0].equals("HYG-05") ? Outcome.UNKNOWN : Outcome.PASS;
                all.add(new CheckLine(check[0], check[1], outcome, Instant.parse("2026-09-29T02:00:00Z")));
            }
            return all;
        }

        @Override
        public Service service(Tenant tenant, Quarter quarter) {
            List<Breach> breaches = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                breaches.add(new Breach(
                        "4710" + i,
                        "",
                        "first_response",
                        Instant.parse("2026-08-0" + (i + 1) + "T02:00:00Z"),
                        Duration.ofMinutes(7L + i),
                        ""));
            }
            return new Service(
                    List.of(
                            new ServiceRow("first_response", new Share(170, 175)),
                            new ServiceRow("resolution", new Share(160, 160))),
                    List.of(
                            new MonthShare(YearMonth.of(2026, 7), new Share(60, 60)),
                            new MonthShare(YearMonth.of(2026, 8), new Share(55, 60)),
                            new MonthShare(YearMonth.of(2026, 9), new Share(55, 55))),
                    breaches,
                    180,
                    1);
        }

        @Override
        public List<CustomerText> google(Tenant tenant, Quarter quarter, Instant now) {
            return List.of(new CustomerText(
                    "Google published no Gmail incident in September.", "2026年9月，Google 未公布 Gmail 故障。"));
        }

        @Override
        public Optional<Usage> usage(Tenant tenant, Quarter quarter) {
            return Optional.of(new Usage(LocalDate.of(2026, 9, 28), 180L, 200L, 171L, 900_000L, 2_000_000L));
        }

        @Override
        public List<PlanLine> plan(Tenant tenant, Quarter quarter) {
            return List.of(new PlanLine(new CustomerText("Yearly training", "年度培训"), LocalDate.of(2026, 11, 30)));
        }
    }
}
