/**
 * Google's Workspace status feed: polled, kept, and held against the 99.9 % promise.
 */
@NullMarked
package dev.watchkeeper.status;

import org.jspecify.annotations.NullMarked;
