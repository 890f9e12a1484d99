/**
 * Quartz: which bell rings when. A bell heard late, twice or by another node changes nothing, because
 * what is due is read from our own tables.
 */
@NullMarked
package dev.watchkeeper.schedule;

import org.jspecify.annotations.NullMarked;
