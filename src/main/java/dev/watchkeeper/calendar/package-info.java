/**
 * Service hours, holidays and make-up days; business time between two instants.
 * <p>Pure: every function takes its instants as arguments. Semantics: half-open windows [start, end) on the time line.
 */
@NullMarked
package dev.watchkeeper.calendar;

import org.jspecify.annotations.NullMarked;
