/**
 * Service hours, holidays and make-up days; business time between two instants.
 * <p>Pure: every function takes its instants as arguments. Semantics: half-open windows [start, end) on the time line.
 * Local times exist only while compiling; afterwards all arithmetic is on instants, in whole seconds, over a
 * prefix-sum index of open segments. No library does windows, zone, date hours and the inverse together, hence the
 * index is ours. China's holidays are shipped as a resource (MIT, see its head); other countries come through ports.
 */
@NullMarked
package dev.watchkeeper.calendar;

import org.jspecify.annotations.NullMarked;
