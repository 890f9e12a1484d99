package dev.watchkeeper.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** The fonts of a report, and which characters they have between them. */
final class ReportFonts {
    /** Set first; what it lacks is looked for in the others, in this order. */
    static final Face REGULAR = new Face("CJK all", "NotoSansSC-Regular.ttf");

    static final Face BOLD = new Face("CJK", "NotoSansSC-Bold-GB2312.ttf");

    /** Names of people, files and companies come in all scripts. */
    static final List<Face> OTHERS = List.of(
            new Face("Hangul", "NotoSansKR-Regular-KSX1001.ttf"),
            new Face("Thai", "NotoSansThai-Regular.ttf"),
            new Face("Arabic", "NotoSansArabic-Regular.ttf"),
            new Face("Hebrew", "NotoSansHebrew-Regular.ttf"),
            new Face("Devanagari", "NotoSansDevanagari-Regular.ttf"),
            new Face("Emoji", "NotoEmoji-Regular.ttf"));

    private static final String PLACE = "/dev/watchkeeper/render/fonts/";
    private static final int LAST = 0x3ffff;

    private ReportFonts() {}

    /** One font file and the name that style sheets call it by. */
    record Face(String family, String file) {
        InputStream open() {
            InputStream in = ReportFonts.class.getResourceAsStream(PLACE + file);
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + PLACE + file);
            }
            return in;
        }
    }

    /** Every character that some font has; read when the first report is set. */
    static BitSet characters() {
        return Known.CHARACTERS;
    }

    private static final class Known {
        static final BitSet CHARACTERS = read();

        private static BitSet read() {
            BitSet all = new BitSet(LAST);
            add(REGULAR, all);
            OTHERS.forEach(face -> add(face, all));
            return all;
        }

        private static void add(Face face, BitSet all) {
            try (InputStream in = face.open();
                    TrueTypeFont font = new TTFParser(true).parse(new RandomAccessReadBuffer(in))) {
                CmapLookup cmap = font.getUnicodeCmapLookup();
                for (int code = 0; code <= LAST; code++) {
                    if (cmap.getGlyphId(code) != 0) {
                        all.set(code);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read font " + face.file(), e);
            }
        }
    }
}
