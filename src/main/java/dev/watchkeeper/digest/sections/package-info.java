/**
 * One class per digest section and {@code StandardSections}, the list of them.
 */
@NullMarked
package dev.watchkeeper.digest.sections;

import org.jspecify.annotations.NullMarked;
