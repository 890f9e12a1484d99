package dev.watchkeeper.ops;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request.
 *
 * @param path decoded, without the query
 * @param query undecoded; null if there is none
 * @param body the first bytes, one more than allowed at most, so that the excess can be told
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; signatures are checked over the raw bytes
public record Request(
        String method,
        String path,
        @Nullable String query,
        Map<String, List<String>> headers,
        byte[] body,
        InetAddress remote) {}
