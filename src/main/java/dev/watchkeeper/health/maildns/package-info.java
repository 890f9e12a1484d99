/**
 * What the mail DNS of a domain looks like and what is wrong with it, as values that checks can judge.
 * <p>Filled by the {@code dns} adapter; nothing here asks a question. Codes are stable identifiers: never reuse one.
 * "Unknown" is kept apart from "missing" by {@link dev.watchkeeper.health.maildns.MailDns#unknown()}.
 */
@NullMarked
package dev.watchkeeper.health.maildns;

import org.jspecify.annotations.NullMarked;
