/**
 * Models to HTML, plain text and PDF.
 */
@NullMarked
package dev.watchkeeper.render;

import org.jspecify.annotations.NullMarked;
