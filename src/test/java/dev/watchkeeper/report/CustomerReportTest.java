package dev.watchkeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.CatalogueReader;
import dev.watchkeeper.demo.mail.ReportScene;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.render.ReportFiles;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must never reach a customer: orders to our desk, our addresses and errors, the names of others. */
class CustomerReportTest {
    private static final MailPolicy POLICY = new MailPolicy(
            MailMode.FILE,
            new Mailbox("w", "watchkeeper@reseller.example"),
            Mailbox.of("am-team@reseller.example"),
            null,
            List.of(),
            200);

    private static final String ERROR = "127.0.0.1: java.net.ConnectException: Connection refused";
    private static final String ROBOT = "reader@audits-1234.iam.gserviceaccount.com";
    private static final String OTHER = "canary-neighbour";

    /** Subjects of every kind, some of them ours or of others. */
    private static final List<String> SUBJECTS = List.of(
            "tenant",
            "user:" + ROBOT,
            "user:anna@" + OTHER + ".example",
            "user:li@t88.example",
            "app:" + ROBOT,
            "app:118234567890",
            "customer:" + OTHER,
            "source:" + ERROR,
            "contact:canary-contact@t88.example",
            "check:canary-check",
            "setting:canary_setting",
            "domain:t88.example");

    private static List<CatalogueEntry> catalogue() {
        return CatalogueReader.packaged().entries();
    }

    /** Every check failed at every kind of subject, in the words of the desk, and everything else is unreadable. */
    private static ReportFacts facts(Language language) {
        ReportFacts f = ReportScene.quarter(language);
        Instant opened = Instant.parse("2026-08-02T02:00:00Z");
        List<Finding> findings = new ArrayList<>();
        List<CheckLine> lines = new ArrayList<>();
        int i = 0;
        List<String> checks =
                new ArrayList<>(catalogue().stream().map(CatalogueEntry::id).toList());
        checks.addAll(List.of("CARE-CONTACTS", "CARE-SEATS", "CARE-BACKUP", "NEW-99"));
        for (String check : checks) {
            CatalogueEntry entry = CatalogueReader.packaged().find(check).orElse(null);
            Text remedy = entry == null ? Text.same("登记到 tenants.yaml canary-remedy") : entry.remedy("");
            findings.add(new Finding(
                    "F-" + i,
                    "t88",
                    check,
                    SUBJECTS.get(i % SUBJECTS.size()),
                    i % 3 == 0 ? Severity.CRITICAL : Severity.HIGH,
                    Text.same("canary-title " + check),
                    Text.same("canary-summary " + OTHER),
                    remedy,
                    Map.of("customers", OTHER, "by", ROBOT, "app", "canary-app " + ROBOT, "reason", ERROR),
                    opened,
                    opened,
                    opened,
                    null,
                    1,
                    null,
                    null,
                    null));
            lines.add(new CheckLine(
                    check,
                    entry == null ? "canary_group" : entry.group(),
                    i % 2 == 0 ? Outcome.UNKNOWN : Outcome.FAIL,
                    f.asOf()));
            i++;
        }
        return new ReportFacts(
                f.tenant(),
                f.manager(),
                f.quarter(),
                1,
                f.asOf(),
                findings,
                List.of(),
                lines,
                f.trend(),
                f.service(),
                f.google(),
                f.usage(),
                f.plan());
    }

    private static String everythingTheCustomerGets(Language language) throws IOException {
        ReportPress press = new ReportPress(
                new ReportFiles("1.0.0"), new JteRenderer(), new MimeWriter(), () -> POLICY, p -> day -> true, "1.0.0");
        ReportDesk.Drafted made = press.set(facts(language));
        String pdf;
        try (PDDocument document = Loader.loadPDF(made.files().pdf())) {
            pdf = new PDFTextStripper().getText(document)
                    + document.getDocumentInformation().getCOSObject();
        }
        return pdf
                + new String(made.files().csv(), StandardCharsets.UTF_8)
                + new String(made.files().invitation(), StandardCharsets.UTF_8)
                + made.files().letter().subject()
                + made.files().letter().text()
                + made.files().letter().html();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void nothingOfOursAndNothingOfOthersReachesTheCustomer(Language language) throws IOException {
        String all = everythingTheCustomerGets(language);
        String bare = all.replaceAll("\\s", "");
        assertThat(bare)
                .doesNotContainIgnoringCase("canary-remedy")
                .doesNotContainIgnoringCase("canary-summary")
                .doesNotContainIgnoringCase("canary-title")
                .doesNotContainIgnoringCase("canary-contact")
                .doesNotContainIgnoringCase("canary-check")
                .doesNotContainIgnoringCase(OTHER)
                .doesNotContain("tenants.yaml", "gserviceaccount", "127.0.0.1", "java.", "Exception", "118234567890")
                .doesNotContain("HYG-09", "HYG-10", "HYG-11", "OUT-01", "OUT-02", "CARE-CONTACTS");
        for (CatalogueEntry entry : catalogue()) {
            String step = CustomerTexts.step(entry.id()).in(language);
            for (Text remedy : entry.remedies().values()) {
                // Where the customer has to do just that, both read alike.
                if (step.contains(remedy.in(language))) {
                    continue;
                }
                assertThat(bare)
                        .as("order to the desk of %s", entry.id())
                        .doesNotContain(remedy.in(language).replaceAll("\\s", ""));
            }
        }
        assertThat(bare).as("the customer's own mailbox is named").contains("li@t88.example");
    }

    @Test
    void whatCouldNotBeReadIsOneSentence() throws IOException {
        String text = everythingTheCustomerGets(Language.ZH_CN).replaceAll("\\s", "");
        assertThat(text.split("以下项目未能读取数据", -1)).hasSize(2);
    }

    /** No text of the desk can get into the model, whatever somebody writes later: it has no place there. */
    @Test
    void theModelHasNoPlaceForTextsOfTheDesk() {
        Set<Class<?>> seen = new LinkedHashSet<>();
        walk(ReportModel.class, seen);
        assertThat(seen)
                .contains(CustomerText.class, Places.class)
                .doesNotContain(Text.class, Finding.class, Map.class);
    }

    private static void walk(Type type, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType generic) {
            walk(generic.getRawType(), seen);
            for (Type argument : generic.getActualTypeArguments()) {
                walk(argument, seen);
            }
        } else if (type instanceof Class<?> one && seen.add(one) && one.isRecord()) {
            for (RecordComponent part : one.getRecordComponents()) {
                walk(part.getGenericType(), seen);
            }
        }
    }

    /** Whoever adds a check says what customers read of it, or that they read nothing. */
    @Test
    void everyCheckHasAnAudience() {
        Set<String> without = catalogue().stream()
                .map(CatalogueEntry::id)
                .filter(id -> !CustomerTexts.knows(id))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(without)
                .as("add ID.problem and ID.step to customer.en.properties and customer.zh-CN.properties, or ID.desk")
                .isEmpty();
        Set<String> english = new TreeSet<>(CustomerTexts.all(Language.EN).keySet());
        english.removeIf(key -> key.endsWith(".desk"));
        assertThat(CustomerTexts.all(Language.ZH_CN).keySet()).containsExactlyInAnyOrderElementsOf(english);
        assertThat(CustomerTexts.all(Language.EN).values()).noneMatch(String::isBlank);
        assertThat(CustomerTexts.all(Language.ZH_CN).values()).noneMatch(String::isBlank);
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void theWorseTheSooner(Severity severity) {
        LocalDate issued = LocalDate.of(2026, 10, 8);
        LocalDate due = DueDate.of(severity, issued, Quarter.of("2026Q4"));
        switch (severity) {
            case CRITICAL -> assertThat(due).isEqualTo("2026-10-11");
            case HIGH -> assertThat(due).isEqualTo("2026-10-22");
            case MEDIUM -> assertThat(due).isEqualTo("2026-11-22");
            case LOW -> assertThat(due).isEqualTo("2026-12-31");
        }
        LocalDate late = LocalDate.of(2026, 12, 20);
        assertThat(DueDate.of(severity, late, Quarter.of("2026Q4"))).isAfter(late);
        assertThat(DueDate.soon(severity)).isEqualTo(severity.atLeast(Severity.HIGH));
    }

    @Test
    void aTakeoverIsNoPlanForNextQuarter() throws IOException {
        String text = everythingTheCustomerGets(Language.EN).replaceAll("\\s+", " ");
        String soon = text.substring(text.indexOf("What should not wait"), text.indexOf("Plan for next quarter"));
        String plan = text.substring(text.indexOf("Plan for next quarter"), text.indexOf("Annex"));
        assertThat(soon).contains("by 11 Oct 2026");
        assertThat(plan).doesNotContain("by 11 Oct 2026").doesNotContain("by 22 Oct 2026");
    }

    @Test
    void anAddressOfAnotherHouseIsNobodysPlace() {
        Tenant tenant = ReportScene.quarter(Language.EN).tenant();
        Places places = Places.of(
                facts(Language.EN).findings().stream()
                        .filter(f -> f.subject().startsWith("user:"))
                        .toList(),
                tenant);
        assertThat(places.names()).containsExactly("li@t88.example");
    }
}
