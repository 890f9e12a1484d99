package dev.watchkeeper.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchkeeper.demo.mail.ReportScene;
import dev.watchkeeper.report.ReportComposer;
import dev.watchkeeper.report.ReportFacts;
import dev.watchkeeper.report.ReportModel;
import dev.watchkeeper.report.ReportSettings;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Tenant;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** The report of the gallery as a file; the pages are left in {@code target/report} to be looked at. */
class ReportFilesTest {
    private static byte[] pdf(Language language) throws IOException {
        ReportFiles files = new ReportFiles("1.0.0");
        ReportModel model = ReportComposer.compose(ReportScene.quarter(language));
        byte[] pdf = files.pdf(model, language, files.csv(model, language));
        Files.createDirectories(Path.of("target/report"));
        Files.write(Path.of("target/report/scene." + language.tag() + ".pdf"), pdf);
        return pdf;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void canBeSearchedInItsLanguage(Language language) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf(language))) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text)
                    .contains(language == Language.EN ? "Mail is forwarded to the outside" : "自动转发到外部")
                    .contains("97.1% (170/175)", "99.891")
                    .doesNotContainPattern("[\\u2e80-\\u2fdf]")
                    .doesNotContainPattern("\\d{4}-\\d\\d-\\d\\dT");
            assertThat(document.getNumberOfPages()).isBetween(4, 10);
        }
    }

    /** PDF/UA-1, and PDF/A-3u for the Chinese one: title, language, tags, headers of tables, texts for charts, fonts. */
    @ParameterizedTest
    @CsvSource({"en, PDFUA_1", "zh-CN, PDFUA_1", "zh-CN, PDFA_3_U"})
    void keepsToTheStandardsOfAccessibilityAndKeeping(String tag, PDFAFlavour flavour) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        byte[] pdf = pdf(Language.of(tag));
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour)) {
            ValidationResult result =
                    Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            assertThat(result.getTestAssertions())
                    .extracting(a -> a.getRuleId().getClause() + " " + a.getMessage() + " " + a.getLocation())
                    .isEmpty();
            assertThat(result.getTotalAssertions()).isGreaterThan(10_000);
        }
    }

    /** Emoji, Thai, Arabic, Hebrew, Hangul, Hindi, and scripts and signs that no font has: nothing becomes a number sign. */
    @Test
    void everyScriptIsPrintedOrWrittenByItsSound() throws Exception {
        String name = "北京𠮷田 😀 สวัสดี سلام שלום 한국 नमस्ते გამარჯობა";
        ReportFiles files = new ReportFiles("1.0.0");
        ReportFacts facts = ReportScene.quarter(Language.EN);
        ReportFacts named = new ReportFacts(
                called(facts.tenant(), name),
                facts.manager(),
                facts.quarter(),
                1,
                facts.asOf(),
                facts.findings(),
                facts.events(),
                facts.checks(),
                facts.trend(),
                facts.service(),
                facts.google(),
                facts.usage(),
                facts.plan());
        ReportModel model = ReportComposer.compose(named);
        byte[] pdf = files.pdf(model, Language.EN, files.csv(model, Language.EN));
        Files.createDirectories(Path.of("target/report"));
        Files.write(Path.of("target/report/scripts.pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper first = new PDFTextStripper();
            first.setEndPage(1);
            String text = first.getText(document);
            assertThat(text)
                    .doesNotContain("#")
                    .contains("北京〔U+20BB7〕田", "สวัสดี", "한국", "ganmanarjobana".substring(0, 2));
        }
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_3_U)) {
            assertThat(Foundries.defaultInstance()
                            .createValidator(PDFAFlavour.PDFA_3_U, false)
                            .validate(parser)
                            .getTestAssertions())
                    .extracting(a -> a.getRuleId().getClause() + " " + a.getMessage())
                    .isEmpty();
        }
    }

    private static Tenant called(Tenant t, String name) {
        return new Tenant(
                t.id(),
                name,
                name,
                t.domains(),
                t.customerId(),
                t.admin(),
                t.contracts(),
                t.manager(),
                t.zone(),
                t.language(),
                t.profile(),
                t.mail(),
                t.contacts(),
                t.products(),
                t.notes());
    }

    /** The house's name, telephone, logo and colour; nothing of the program that wrote it. */
    @Test
    void goesOutInTheNameOfTheHouse(@TempDir Path directory) throws Exception {
        BufferedImage picture = new BufferedImage(120, 40, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(3, 3, 0xff2266aa);
        Path logo = directory.resolve("logo.png");
        ImageIO.write(picture, "png", logo.toFile());
        ReportSettings settings = new ReportSettings("Canal Cloud", "+86 21 5555 0100", logo, "#7a1f5c", 98);
        assertThat(settings.logoProblem()).isEmpty();
        ReportFiles files = new ReportFiles(settings::brand, "1.0.0");
        ReportModel model = ReportComposer.compose(ReportScene.quarter(Language.EN));
        byte[] pdf = files.pdf(model, Language.EN, files.csv(model, Language.EN));
        Files.createDirectories(Path.of("target/report"));
        Files.write(Path.of("target/report/brand.pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text)
                    .contains("Canal Cloud · Your account manager: Li Min · +86 21 5555 0100", "98%", "July 2026")
                    .contains("Issued 8 Oct 2026")
                    .doesNotContain("revision", "2026-07");
            assertThat(document.getDocumentInformation().getAuthor()).isEqualTo("Canal Cloud");
            assertThat(String.valueOf(document.getDocumentInformation().getProducer()))
                    .doesNotContain("watchkeeper");
        }
        Files.writeString(logo, "<svg/>");
        assertThat(settings.logoProblem()).contains("the file is no PNG picture");
        assertThat(settings.brand().logo()).as("the report goes out without it").isEmpty();
        assertThatThrownBy(() -> new ReportSettings(null, null, null, "#ffee88", 95))
                .hasMessageContaining("too light");
        assertThatThrownBy(() -> new ReportSettings(null, null, null, "blue", 95))
                .hasMessageContaining("six hexadecimal digits");
    }

    @Test
    void rightToLeftIsPutAsItIsSeen() {
        java.util.BitSet all = new java.util.BitSet();
        all.set(0, 0x10000);
        Scripts scripts = new Scripts(all);
        assertThat(scripts.printable("a שלום b")).isEqualTo("a םולש b");
        assertThat(scripts.printable("שנת 2026 טובה")).isEqualTo("הבוט 2026 תנש");
        assertThat(scripts.printable("سلام"))
                .as("seen, lam, alef, mim: joined and turned")
                .isEqualTo("\ufee1\ufefc\ufeb3");
        assertThat(scripts.printable("<p>plain</p>")).isEqualTo("<p>plain</p>");
        assertThat(new Scripts(new java.util.BitSet()).printable("გა 😀 𠮷"))
                .isEqualTo("ganan [grinning face] 〔U+20BB7〕");
    }

    @Test
    void charactersAreFoundByTheToolsOfOthers() throws Exception {
        Path tool = Path.of("/usr/bin/pdftotext");
        assumeTrue(Files.isExecutable(tool), "poppler-utils is not there");
        pdf(Language.ZH_CN);
        Process process = new ProcessBuilder(tool.toString(), "target/report/scene.zh-CN.pdf", "-")
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains("星海科技", "自动转发到外部", "客户管理员");
    }
}
