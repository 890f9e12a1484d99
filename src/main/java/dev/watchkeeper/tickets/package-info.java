/**
 * The canonical ticket event, its order and its intake; the port for sources.
 */
@NullMarked
package dev.watchkeeper.tickets;

import org.jspecify.annotations.NullMarked;
