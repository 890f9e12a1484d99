/**
 * Clocks as a pure fold of ticket events, policies and contracts; the deadline watch and attainment around it.
 */
@NullMarked
package dev.watchkeeper.sla;

import org.jspecify.annotations.NullMarked;
