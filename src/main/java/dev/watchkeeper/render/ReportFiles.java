package dev.watchkeeper.render;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Attendee;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.util.Duration;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.DefaultObjectDrawerFactory;
import com.openhtmltopdf.util.XRLog;
import dev.watchkeeper.mail.page.Sheet;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.report.Brand;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportModel;
import dev.watchkeeper.report.ReportModel.Item;
import dev.watchkeeper.report.ReportRenderer;
import dev.watchkeeper.tenant.Language;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The files of a quarterly report. The PDF embeds its fonts, can be searched and copied in Chinese, is tagged for screen
 * readers and carries the CSV inside.
 */
public final class ReportFiles implements ReportRenderer {
    private final TemplateEngine engine;
    private final Supplier<Brand> brand;
    private final String version;

    /** Files in nobody's livery. */
    public ReportFiles(String version) {
        this(() -> Brand.PLAIN, version);
    }

    /**
     * Files of one version of watchkeeper.
     *
     * @param brand in whose name the report goes out, as it stands when a report is set
     */
    public ReportFiles(Supplier<Brand> brand, String version) {
        this.brand = brand;
        this.version = version;
        this.engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, ReportFiles.class.getClassLoader(), "dev.watchkeeper.render.templates");
        XRLog.setLoggingEnabled(false);
    }

    @Override
    public byte[] pdf(ReportModel model, Language language, byte[] csv) {
        StringOutput html = new StringOutput(65_536);
        engine.render("report.jte", Map.of("v", new ReportView(model, brand.get(), language, version)), html);
        DefaultObjectDrawerFactory drawers = new DefaultObjectDrawerFactory();
        drawers.registerDrawer("chart/line", new ChartDrawer(true));
        drawers.registerDrawer("chart/bars", new ChartDrawer(false));
        ByteArrayOutputStream out = new ByteArrayOutputStream(200_000);
        try {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.usePdfUaAccessibility(true);
            builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_U);
            builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
            builder.useFont(ReportFonts.REGULAR::open, "CJK", 400, FontStyle.NORMAL, true);
            builder.useFont(ReportFonts.BOLD::open, "CJK", 700, FontStyle.NORMAL, true);
            // Names hold characters that the small bold font lacks; they are set in regular.
            builder.useFont(ReportFonts.REGULAR::open, "CJK all", 400, FontStyle.NORMAL, true);
            builder.useFont(ReportFonts.REGULAR::open, "CJK all", 700, FontStyle.NORMAL, true);
            for (ReportFonts.Face face : ReportFonts.OTHERS) {
                builder.useFont(face::open, face.family(), 400, FontStyle.NORMAL, true);
                builder.useFont(face::open, face.family(), 700, FontStyle.NORMAL, true);
            }
            builder.useObjectDrawerFactory(drawers);

            builder.withHtmlContent(new Scripts(ReportFonts.characters()).printable(html.toString()), null);
            builder.toStream(out);
            builder.run();
            return EmbeddedCsv.into(out.toByteArray(), csv, model.cover().asOf());
        } catch (IOException e) {
            throw new UncheckedIOException("the report of " + model.cover().tenantId() + " cannot be set", e);
        }
    }

    @Override
    public byte[] csv(ReportModel model, Language language) {
        Words words = Words.of(language, model.cover().zone());
        List<List<String>> rows = new ArrayList<>();
        for (CheckLine line : model.checks().lines()) {
            rows.add(List.of(
                    "check",
                    line.id(),
                    cell(line.title().in(words.language())),
                    words.say("report.result." + line.outcome().word()),
                    "",
                    "",
                    words.format().date(line.since()).toString(),
                    "",
                    ""));
        }
        items(model.risks(), "open", words, rows);
        items(model.fixed(), "fixed", words, rows);
        items(model.accepted(), "accepted", words, rows);
        return CsvFile.of(new Sheet(
                        "report.csv",
                        List.of("kind", "check", "title", "result", "severity", "places", "date", "note", "where"),
                        rows))
                .content();
    }

    private static void items(List<Item> items, String kind, Words words, List<List<String>> rows) {
        for (Item item : items) {
            rows.add(List.of(
                    kind,
                    item.checkId(),
                    cell(item.problem().title().in(words.language())),
                    kind,
                    words.severity(item.severity()),
                    String.valueOf(item.places().count()),
                    words.format().date(item.at()).toString(),
                    item.until() == null
                            ? cell(item.problem().step().in(words.language()))
                            : words.format().date(item.until()).toString(),
                    cell(String.join(", ", item.places().names()))));
        }
    }

    private static String cell(String text) {
        String shown = Untrusted.of(text).plain(300);
        return shown.equals("–") ? "" : shown;
    }

    @Override
    public byte[] invitation(Invitation invitation) {
        ICalendar calendar = new ICalendar();
        calendar.setVersion(ICalVersion.V2_0);
        calendar.setProductId("-//watchkeeper//report//EN");
        calendar.setMethod(Method.request());
        VEvent event = new VEvent();
        event.setUid(invitation.uid());
        event.setSequence(invitation.sequence());
        event.setDateTimeStamp(Date.from(invitation.stamp().toInstant()));
        event.setDateStart(Date.from(invitation.start().toInstant()));
        event.setDuration(Duration.builder().minutes(invitation.minutes()).build());
        event.setSummary(invitation.summary());
        event.setDescription(invitation.description());
        event.setOrganizer(new Organizer(invitation.organizerName(), invitation.organizer()));
        if (!invitation.attendee().isEmpty()) {
            Attendee attendee = new Attendee(null, invitation.attendee());
            attendee.setRsvp(true);
            attendee.setParticipationStatus(ParticipationStatus.NEEDS_ACTION);
            event.addAttendee(attendee);
        }
        calendar.addEvent(event);
        return Biweekly.write(calendar).go().getBytes(StandardCharsets.UTF_8);
    }
}
