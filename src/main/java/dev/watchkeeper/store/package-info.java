/**
 * SQL, one class per port; the connection pool and the migrations.
 * <p>One text per query for H2 and PostgreSQL; every class here is held to a contract test on both engines.
 */
@NullMarked
package dev.watchkeeper.store;

import org.jspecify.annotations.NullMarked;
