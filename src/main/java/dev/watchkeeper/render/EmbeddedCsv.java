package dev.watchkeeper.render;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** Puts the data behind a report into the report itself, as an attachment of the PDF. */
final class EmbeddedCsv {
    private static final String NAME = "report.csv";

    private EmbeddedCsv() {}

    static byte[] into(byte[] pdf, byte[] csv, Instant at) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(csv), COSName.FLATE_DECODE);
            file.setSubtype("text/csv");
            file.setSize(csv.length);
            file.setModDate(GregorianCalendar.from(at.atZone(ZoneOffset.UTC)));
            PDComplexFileSpecification spec = new PDComplexFileSpecification();
            spec.setFile(NAME);
            spec.setFileUnicode(NAME);
            spec.setEmbeddedFile(file);
            spec.setEmbeddedFileUnicode(file);
            spec.getCOSObject().setName("AFRelationship", "Data");
            PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of(NAME, spec));
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
            COSArray associated = new COSArray();
            associated.add(spec);
            document.getDocumentCatalog().getCOSObject().setItem("AF", associated);
            ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + csv.length);
            document.save(out);
            return out.toByteArray();
        }
    }
}
