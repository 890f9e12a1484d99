/**
 * Links in mails that do something: what one may do, for whom and until when, sealed with a key so that nobody else can
 * make one. Opening a link changes nothing; only the button on its page does, and once. The pages and what they do live
 * in {@code mail.answer}.
 */
@NullMarked
package dev.watchkeeper.mail.link;

import org.jspecify.annotations.NullMarked;
