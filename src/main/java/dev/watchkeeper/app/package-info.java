/**
 * Settings, World and Application: the only place that knows everybody.
 */
@NullMarked
package dev.watchkeeper.app;

import org.jspecify.annotations.NullMarked;
