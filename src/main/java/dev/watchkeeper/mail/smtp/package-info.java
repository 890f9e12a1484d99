/**
 * Sends stored bytes over SMTP and says in which phase a failure happened.
 */
@NullMarked
package dev.watchkeeper.mail.smtp;

import org.jspecify.annotations.NullMarked;
