/**
 * The settings ledger: what Google's settings hold, folded from admin events and other dated statements, and the verdicts
 * of the packaged rules on it. Pure.
 * <p>Names, values and rules are data ({@code setting-rules.json}); a renamed setting needs no code. Two judges read the
 * same events: the product's own, which never calls silence a pass, and the reference, which repeats what the public
 * auditor (ScubaGoggles 0.4.1) says, so that a difference can be explained. Folding does not depend on the order of
 * arrival: of each setting and place the newest statement counts.
 */
@NullMarked
package dev.watchkeeper.health.settings;

import org.jspecify.annotations.NullMarked;
