/**
 * The readers of Google's APIs: vendor types in, domain types and reasons out.
 * <p>The official clients stay behind this package, so that a newer version is a local change.
 */
@NullMarked
package dev.watchkeeper.google;

import org.jspecify.annotations.NullMarked;
