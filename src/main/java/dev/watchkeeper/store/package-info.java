/**
 * SQL, one class per port; the connection pool and the migrations.
 * <p>One text per query for H2 and PostgreSQL; every class here is held to a contract test on both engines. JDBI because
 * SQL stays visible and transactions nest; Flyway because one folder serves both engines; HikariCP because its failures
 * are well understood.
 * <p>H2 is 2.4.240 with WRITE_DELAY=0, behind a loopback socket even for ourselves, guarded by {@code KillIT}. Traps: a
 * query that locks and sorts locks everything it sorts (claim in two steps); an uncorrelated EXISTS can answer from
 * before the transaction's own update; a file reopened after a fault forgets WRITE_DELAY=0 unless the URL says it again.
 */
@NullMarked
package dev.watchkeeper.store;

import org.jspecify.annotations.NullMarked;
