/**
 * Quartz: which bell rings when. A bell heard late, twice or by another node changes nothing, because
 * what is due is read from our own tables.
 * <p>A handful of stored bells with one stable job class, never a trigger per tenant: Quartz fires some hundred times a
 * second under one lock, and a trigger stuck after a database fault gives no error (so {@code Bells.repair}).
 */
@NullMarked
package dev.watchkeeper.schedule;

import org.jspecify.annotations.NullMarked;
