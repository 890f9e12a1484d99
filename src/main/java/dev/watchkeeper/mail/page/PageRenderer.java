package dev.watchkeeper.mail.page;

import dev.watchkeeper.mail.Attachment;

/** Gives a page its looks. The same page gives the same text; safe for use by several threads. */
public interface PageRenderer {
    Rendered render(Page page);

    /** The sheet as CSV that spreadsheets read without mistaking a cell for a formula. */
    Attachment csv(Sheet sheet);
}
