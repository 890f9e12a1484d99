/**
 * A mail to send, the outbox it waits in and the loop that delivers it.
 * <p>Write, then deliver: the row and its bytes commit with the state that caused them; SMTP runs outside any
 * transaction. Ports for storing and sending are here, their adapters in {@code store} and {@code mail.smtp}.
 */
@NullMarked
package dev.watchkeeper.mail;

import org.jspecify.annotations.NullMarked;
