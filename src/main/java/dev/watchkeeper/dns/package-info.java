/**
 * Reads and lints mail DNS: MX, SPF, DKIM, DMARC, MTA-STS, TLS-RPT, name servers. Owner of dnsjava (which brings wire
 * format, EDNS, TCP after truncation and non-blocking sockets).
 * <p>Every question ends as an {@link dev.watchkeeper.dns.Answer}: answer, no data, no such name, or unknown with the
 * reason; only the second and third can be called missing, and only after a second resolver said the same. The loop over
 * resolvers is ours, because dnsjava's {@code ExtendedResolver} stops at SERVFAIL. The lints are pure functions of
 * answers: they ask through {@link dev.watchkeeper.dns.Lookup}, so that tests can answer from a table.
 */
@NullMarked
package dev.watchkeeper.dns;

import org.jspecify.annotations.NullMarked;
