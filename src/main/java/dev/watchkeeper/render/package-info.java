/**
 * Pages to HTML and plain text, sheets to CSV, reports to PDF.
 * <p>Templates are in {@code src/main/jte} and compiled by the build. They escape text and attributes, but would let a
 * {@code data:} link and a style value pass: so no data stands in a style, links come as {@code SafeLink} only, and
 * strangers' text was cleaned before it got here. Layout is tables with inline styles, because Outlook and several
 * Chinese clients know nothing else; the style sheet only improves. CSV is forty lines of our own, a library would
 * bring more questions than that.
 */
@NullMarked
package dev.watchkeeper.render;

import org.jspecify.annotations.NullMarked;
