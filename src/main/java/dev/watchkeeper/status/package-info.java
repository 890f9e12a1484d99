/**
 * Reads Google's Workspace status feed: fetched conditionally, taken apart with distrust, kept by the incidents' port.
 * Owns nothing but JSON (Jackson) and HTTP.
 * <p>A failed or odd answer leaves the last state in place with "as of"; it never means that all is fine. The fetch uses
 * {@code HttpURLConnection}, because {@code java.net.http} puts no limit on a body that stalls.
 */
@NullMarked
package dev.watchkeeper.status;

import org.jspecify.annotations.NullMarked;
