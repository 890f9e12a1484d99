/**
 * Back-off with jitter, Retry-After, giving up on what is permanent.
 * <p>The parts are values and one waiting port; the loop stays with each caller, because every attempt has to draw from
 * that caller's budget and look at that caller's deadline. That is why no retry library is used: its loop would own
 * both.
 */
@NullMarked
package dev.watchkeeper.retry;

import org.jspecify.annotations.NullMarked;
