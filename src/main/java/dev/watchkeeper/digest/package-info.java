/**
 * What an account manager should read: one digest per person over all customers, composed from findings and clocks.
 * <p>{@code DigestComposer} is pure: the same facts give the same model, and the model's constructors refuse sums that do
 * not add up. {@code DigestWriter} is the shell: it reads the facts, writes the mail and advances the due date in one
 * transaction. What changed is the difference to what the last digest that arrived had
 * printed, so that every sum can be redone from two mails.
 */
@NullMarked
package dev.watchkeeper.digest;

import org.jspecify.annotations.NullMarked;
