/**
 * HTTP for probes, metrics and webhook intake; word to the service manager; the watch over our own loops.
 * <p>The JDK's server suffices for a handful of routes. Micrometer (1.17.2) writes Prometheus text; JNA (5.19.1) makes
 * three C calls, because the JDK cannot send datagrams over Unix sockets and systemd-notify would fork for each ping.
 */
@NullMarked
package dev.watchkeeper.ops;

import org.jspecify.annotations.NullMarked;
