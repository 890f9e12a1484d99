/**
 * YAML into any record: defaults, placeholders, all problems at once; secrets by reference.
 * <p>This package reads records but owns none of the settings: each settings record lives with the code it steers.
 * Files are read from SnakeYAML's events (2.5, the one Jackson's YAML stands on): they carry lines, and aliases and tags
 * can be refused before they unfold. Values stay text until a component's type says what they are, so that
 * {@code no} is a language and {@code 08:45} a time. A section written {@code name?} in the packaged defaults exists only
 * if an operator writes {@code name}.
 */
@NullMarked
package dev.watchkeeper.config;

import org.jspecify.annotations.NullMarked;
