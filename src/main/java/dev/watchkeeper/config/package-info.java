/**
 * YAML into any record: defaults, placeholders, all problems at once; secrets by reference.
 * <p>This package reads records but owns none of the settings: each settings record lives with the code it steers.
 */
@NullMarked
package dev.watchkeeper.config;

import org.jspecify.annotations.NullMarked;
