/**
 * Whom we watch: customers, their domains and contracts, and the people who answer for them.
 * <p>Pure values, read from the configuration; nothing here reads a clock, a file or a database.
 */
@NullMarked
package dev.watchkeeper.tenant;

import org.jspecify.annotations.NullMarked;
