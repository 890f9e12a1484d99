/**
 * Commands and exit codes: the part that speaks to people at a terminal.
 */
@NullMarked
package dev.watchkeeper.cli;

import org.jspecify.annotations.NullMarked;
