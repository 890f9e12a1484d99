package dev.watchkeeper.journey;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A delivered mail as its reader has it.
 *
 * @param all raw bytes and every decoded part and header, to search for what must not be there
 */
record Letter(String id, String to, String subject, String text, String html, String sheet, String all) {
    /** All mails of a directory, oldest first. */
    static List<Letter> in(Path directory) {
        return in(directory, "");
    }

    /** Those whose key begins so, for example {@code digest}. */
    static List<Letter> in(Path directory, String kind) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .filter(file -> file.getFileName().toString().startsWith(kind))
                    .sorted(Comparator.comparing(Letter::written).thenComparing(Path::toString))
                    .map(Letter::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Letter read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            StringBuilder text = new StringBuilder();
            StringBuilder html = new StringBuilder();
            StringBuilder sheet = new StringBuilder();
            parts(message, text, html, sheet);
            String all = String.join(
                    "\n", new String(bytes, StandardCharsets.UTF_8), message.getSubject(), text, html, sheet);
            return new Letter(
                    message.getMessageID(),
                    message.getAllRecipients()[0].toString().replaceAll(".*<|>.*", ""),
                    message.getSubject(),
                    text.toString(),
                    html.toString(),
                    sheet.toString(),
                    all);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static void parts(Part part, StringBuilder text, StringBuilder html, StringBuilder sheet)
            throws IOException, MessagingException {
        Object content = part.getContent();
        if (content instanceof Multipart all) {
            for (int i = 0; i < all.getCount(); i++) {
                parts(all.getBodyPart(i), text, html, sheet);
            }
        } else if (part.getDisposition() != null) {
            sheet.append(new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } else {
            (part.isMimeType("text/html") ? html : text).append(content);
        }
    }
}
