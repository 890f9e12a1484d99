/**
 * The customer's quarterly report: draft, review, approval.
 */
@NullMarked
package dev.watchkeeper.report;

import org.jspecify.annotations.NullMarked;
