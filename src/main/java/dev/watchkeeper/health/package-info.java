/**
 * Facts about a tenant, and the verdicts drawn from them.
 * <p>A fact that could not be read is unavailable; a check that needs it ends as unknown, never as passed. Everything
 * here is pure: no I/O, no clock, no log.
 */
@NullMarked
package dev.watchkeeper.health;

import org.jspecify.annotations.NullMarked;
