/**
 * A mail as a page of blocks: headline, cards, lines, notes, bars, tables, footer. Sections of digests and alerts say
 * what stands on the page; the renderer says what it looks like, once in HTML and once in plain text, so that both hold
 * the same items in the same order.
 * <p>Text of strangers (company, ticket subject, user and file names) enters only as {@link
 * dev.watchkeeper.mail.page.Untrusted}, links only as {@link dev.watchkeeper.mail.page.SafeLink}; words live in two
 * files with equal keys.
 */
@NullMarked
package dev.watchkeeper.mail.page;

import org.jspecify.annotations.NullMarked;
