/**
 * Reads and lints mail DNS: MX, SPF, DKIM, DMARC, MTA-STS, TLS-RPT, name servers.
 */
@NullMarked
package dev.watchkeeper.dns;

import org.jspecify.annotations.NullMarked;
