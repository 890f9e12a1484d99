/**
 * Back-off with jitter, Retry-After, giving up on what is permanent.
 */
@NullMarked
package dev.watchkeeper.retry;

import org.jspecify.annotations.NullMarked;
