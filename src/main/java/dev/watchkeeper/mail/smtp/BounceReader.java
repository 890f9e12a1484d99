package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.mail.Bounce;
import dev.watchkeeper.mail.MessageIds;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads delivery status notifications (RFC 3464 in a multipart/report of RFC 6522). They come from strangers. */
final class BounceReader {
    private static final int MOST_PARTS = 10;
    private static final int MOST_BYTES = 64 * 1024;
    private static final Pattern NUMBER = Pattern.compile("\\+(\\d{1,18})@");
    private static final Pattern STATUS = Pattern.compile("^([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{3,300}>");

    private BounceReader() {}

    /** A file that is no report we can use; the message says why. */
    static final class NoBounce extends Exception {
        private static final long serialVersionUID = 1;

        NoBounce(String why) {
            super(why);
        }
    }

    static Bounce read(byte[] mail) throws NoBounce {
        try {
            return parse(MimeWriter.Stored.parse(mail), MessageIds.sha256(mail));
        } catch (MessagingException | IOException | RuntimeException e) {
            // The library meets whatever a stranger wrote; there is no list of what it may throw.
            throw new NoBounce("it cannot be read as a mail: " + e);
        }
    }

    private static Bounce parse(MimeMessage mail, String hash) throws MessagingException, IOException, NoBounce {
        ContentType type = new ContentType(String.valueOf(mail.getContentType()));
        if (!type.match("multipart/report") || !(mail.getContent() instanceof MimeMultipart parts)) {
            throw new NoBounce("it is no multipart/report");
        }
        List<Map<String, String>> recipients = List.of();
        String messageId = null;
        for (int i = 0; i < Math.min(parts.getCount(), MOST_PARTS); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status")) {
                List<Map<String, String>> blocks = blocks(text(part));
                recipients = blocks.subList(Math.min(1, blocks.size()), blocks.size());
            } else if (part.isMimeType("message/rfc822")
                    || part.isMimeType("text/rfc822-headers")
                    || part.isMimeType("message/global")
                    || part.isMimeType("message/global-headers")) {
                List<Map<String, String>> blocks = blocks(text(part));
                messageId = blocks.isEmpty() ? null : blocks.get(0).get("message-id");
            }
        }
        Matcher id = ID.matcher(messageId == null ? "" : messageId);
        if (!id.find()) {
            throw new NoBounce("it does not bring back the header of the mail, so nothing proves which one it means");
        }
        return bounce(recipients, id.group(), number(mail), hash);
    }

    private static Bounce bounce(
            List<Map<String, String>> recipients, String messageId, @Nullable Long number, String hash)
            throws NoBounce {
        for (Map<String, String> block : recipients) {
            String action = block.getOrDefault("action", "").toLowerCase(Locale.ROOT);
            Matcher status = STATUS.matcher(block.getOrDefault("status", ""));
            if ((action.equals("failed") || action.equals("delayed")) && status.find()) {
                List<String> addresses = new ArrayList<>();
                for (String name : List.of("final-recipient", "original-recipient")) {
                    String value = block.get(name);
                    if (value != null) {
                        addresses.add(value.substring(value.indexOf(';') + 1).strip());
                    }
                }
                boolean permanent = action.equals("failed") && status.group(1).startsWith("5");
                String words = block.getOrDefault("diagnostic-code", "");
                return new Bounce(messageId, number, addresses, permanent, status.group(1), words, hash);
            }
        }
        throw new NoBounce("it reports no failure and no delay");
    }

    /** The number in the address it was sent to; null if there is none. */
    private static @Nullable Long number(MimeMessage mail) throws MessagingException {
        for (String name : List.of("Delivered-To", "X-Original-To", "To")) {
            String[] values = mail.getHeader(name);
            Matcher number = NUMBER.matcher(values == null ? "" : String.join(" ", values));
            if (number.find()) {
                return Long.parseLong(number.group(1));
            }
        }
        return null;
    }

    private static String text(Part part) throws IOException, MessagingException {
        return new String(part.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }

    /** Blocks of header fields between blank lines, unfolded; names in lower case, the first of a name counts. */
    private static List<Map<String, String>> blocks(String text) {
        List<Map<String, String>> blocks = new ArrayList<>();
        Map<String, String> block = new LinkedHashMap<>();
        String last = null;
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                if (!block.isEmpty()) {
                    blocks.add(block);
                    block = new LinkedHashMap<>();
                }
                last = null;
            } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                String more = line.strip();
                if (last != null) {
                    block.computeIfPresent(last, (name, value) -> value + " " + more);
                }
            } else {
                int colon = line.indexOf(':');
                last = colon < 1 ? null : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                if (last != null) {
                    block.putIfAbsent(last, line.substring(colon + 1).strip());
                }
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block);
        }
        return blocks;
    }
}
