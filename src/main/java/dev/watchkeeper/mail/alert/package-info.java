/**
 * Mails that ring: promises running out or broken, critical findings, and how each of them ended.
 * <p>One thread per matter, its subject made of constants and frozen with the first mail; what changes is the first line.
 * A deadline that moves opens a new epoch with a new subject, because a dead deadline in a subject is worse than a second
 * thread. Every thread that was opened is closed by one mail, and nothing is closed that was never opened. Rows are
 * written in the transaction of their cause; sending is the outbox's work.
 */
@NullMarked
package dev.watchkeeper.mail.alert;

import org.jspecify.annotations.NullMarked;
