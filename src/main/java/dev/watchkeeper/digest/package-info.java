/**
 * What an account manager should read: the model of a mail, composed from findings and clocks.
 */
@NullMarked
package dev.watchkeeper.digest;

import org.jspecify.annotations.NullMarked;
