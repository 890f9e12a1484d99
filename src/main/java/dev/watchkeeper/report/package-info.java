/**
 * The customer's quarterly report: drafted by watchkeeper, reviewed and approved by a named person, then sent.
 * <p>DRAFT, AM_REVIEW, APPROVED, SENT, or WITHDRAWN; nothing reaches a customer without an approval of exactly these
 * bytes, a changed report is a new revision. The model holds nothing internal: no notes, no reasons of colleagues, no
 * staff but the account manager, no other customer. Sums are checked where they are made, as in digests.
 */
@NullMarked
package dev.watchkeeper.report;

import org.jspecify.annotations.NullMarked;
