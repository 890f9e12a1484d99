/**
 * The readers of Google's APIs: vendor types in, domain types and reasons out.
 * <p>The official clients stay behind this package, so that a newer version is a local change. The Reports client is of
 * May 2019, the newest that the catalogue delivers and the reason for google-api-client 1.35.2, because it refuses 2.x;
 * three switches bring it up to date (pattern checks off, root URL, {@code set} for newer parameters).
 * <p>The clients form requests; answers are read as plain JSON ({@link dev.watchkeeper.google.JsonValues}), since the typed
 * models throw on a number without quotes and drop what is newer than they are. The library's own retries are off: every
 * attempt passes {@link dev.watchkeeper.google.ApiCaller}, which draws on one budget, looks at the caller's deadline, and
 * judges outcomes by {@link dev.watchkeeper.google.Failure}. Each scope has a token of its own.
 * <p>Dependencies: google-auth-library-oauth2-http signs and refreshes tokens (google-api-client 1.x brings none);
 * google-http-client-apache-v2, because the JDK's transport loses the body of a 401 from the token endpoint;
 * google-http-client-gson as the JSON parser the clients need anyway.
 */
@NullMarked
package dev.watchkeeper.google;

import org.jspecify.annotations.NullMarked;
