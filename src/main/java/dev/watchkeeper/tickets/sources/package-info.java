/**
 * One connector per ticket system and the list of them.
 */
@NullMarked
package dev.watchkeeper.tickets.sources;

import org.jspecify.annotations.NullMarked;
