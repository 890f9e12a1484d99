/**
 * A named piece of work, the runner with the one catch-all, its history and lateness.
 */
@NullMarked
package dev.watchkeeper.jobs;

import org.jspecify.annotations.NullMarked;
