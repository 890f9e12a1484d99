package dev.watchkeeper.ops;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fields of a form as browsers and mail programs send it: {@code application/x-www-form-urlencoded}, or
 * {@code multipart/form-data}, which RFC 8058 section 3.2 prefers. Of a field sent twice the first counts.
 */
final class FormBody {
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("(?i)\\bname=\"?([^\";\\r\\n]{1,100})");

    private FormBody() {}

    /** Empty if there is nothing that can be read; never throws. */
    static Map<String, String> read(String contentType, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                ? parts(contentType, text)
                : pairs(text);
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Map<String, String> parts(String contentType, String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return fields;
        }
        String mark = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        for (String part : text.split(Pattern.quote("--" + mark), -1)) {
            int blank = part.indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(blank < 0 ? "" : part.substring(0, blank));
            if (name.find()) {
                fields.putIfAbsent(name.group(1), part.substring(blank + 4).replaceFirst("\r\n$", ""));
            }
        }
        return fields;
    }
}
