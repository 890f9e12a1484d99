package dev.watchkeeper.mail.smtp;

import jakarta.mail.internet.MimeMultipart;

/** A multipart whose boundary is given, not taken from a clock: two builds of one mail are equal, byte for byte. */
final class FixedMultipart extends MimeMultipart {
    FixedMultipart(String subtype, String boundary) {
        contentType = "multipart/" + subtype + "; \r\n\tboundary=\"" + boundary + "\"";
    }
}
