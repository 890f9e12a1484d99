/**
 * What was found and its life: first seen, worsened, acknowledged, muted, resolved by evidence, reopened.
 * <p>The life is a pure function of the stored finding, what an audit saw and the instant; the port stores it.
 */
@NullMarked
package dev.watchkeeper.finding;

import org.jspecify.annotations.NullMarked;
