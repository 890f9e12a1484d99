/**
 * Invented customers in twelve situations, for {@code mail preview all} and for the golden mails of the tests: what a
 * digest, an alert or a report looks like when little, much or something odd happened. Everything is fixed, so that the
 * same scene gives the same bytes.
 */
@NullMarked
package dev.watchkeeper.demo.mail;

import org.jspecify.annotations.NullMarked;
