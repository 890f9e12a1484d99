/**
 * Clocks as a pure fold of ticket events, policies, calendars and contracts; the deadline watch and attainment around
 * it.
 * <p>Truth is the event log with the versions of policy, calendar and contract; a clock is recomputed from them for any
 * instant and never patched. Everything is counted in whole business seconds; verdicts are decided from instants, never
 * from the state of the moment.
 */
@NullMarked
package dev.watchkeeper.sla;

import org.jspecify.annotations.NullMarked;
