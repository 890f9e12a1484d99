/**
 * What readers answer from their mail: the page behind each sealed link, and what its button does. Showing a page changes
 * nothing, because link scanners fetch every address they see; pressing the button does, once, and leaves the reader's
 * name in the history as the commands do. Who has no link of ours learns nothing, not even whether something exists.
 */
@NullMarked
package dev.watchkeeper.mail.answer;

import org.jspecify.annotations.NullMarked;
