/**
 * The use case: collect facts, judge them, reconcile findings, store; with cursors and the settings ledger.
 * <p>One tenant's failure is its own: own deadline, own transaction, own error.
 */
@NullMarked
package dev.watchkeeper.audit;

import org.jspecify.annotations.NullMarked;
