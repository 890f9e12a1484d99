/**
 * Loopback stand-ins for Google, DNS and SMTP, wire-true, and the seeded world of the demo.
 */
@NullMarked
package dev.watchkeeper.demo;

import org.jspecify.annotations.NullMarked;
