/**
 * HTTP for probes, metrics and webhook intake; service-manager notification.
 */
@NullMarked
package dev.watchkeeper.ops;

import org.jspecify.annotations.NullMarked;
