/**
 * Google's published incidents: what one is, how a new reading of the feed changes what we kept, and what a month's
 * incidents could mean against the 99.9 % promise. Pure.
 * <p>The feed is a history that Google edits afterwards, so each reading is compared with the one before and nothing is
 * thrown away. Figures are upper bounds of the downtime: Google publishes neither error rates nor the domains hit.
 */
@NullMarked
package dev.watchkeeper.health.incidents;

import org.jspecify.annotations.NullMarked;
