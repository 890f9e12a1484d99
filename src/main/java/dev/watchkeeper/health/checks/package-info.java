/**
 * One class per check and {@code StandardChecks}, the list of them.
 * <p>A new check is a class here and a line in the list; the architecture test fails when the line is forgotten.
 */
@NullMarked
package dev.watchkeeper.health.checks;

import org.jspecify.annotations.NullMarked;
