package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.mail.Mailer;
import dev.watchkeeper.mail.MessageIds;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.SendPhase;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes mails to a directory instead of sending them: the bytes as .eml, and their parts as .html and .txt to open in a
 * browser. Writing a mail twice gives the same files.
 */
public final class FileMailer implements Mailer {
    private final Path directory;

    public FileMailer(Path directory) {
        this.directory = directory;
    }

    @Override
    public Connection connect() {
        return new Connection() {
            @Override
            public SendOutcome send(OutboxEntry entry, byte[] mime, Runnable beforeData) {
                try {
                    beforeData.run();
                    Path file = write(directory, fileName(entry.dedupeKey()), mime);
                    return SendOutcome.accepted(250, "written to " + file);
                } catch (IOException e) {
                    return new SendOutcome(
                            SendOutcome.Kind.BROKEN,
                            SendPhase.BODY,
                            0,
                            "cannot write to " + directory + ": " + e.getMessage(),
                            e.getClass().getName());
                }
            }

            @Override
            public void close() {}
        };
    }

    /** Writes {@code name.eml} and its readable parts; returns the .eml file. */
    public static Path write(Path directory, String name, byte[] mime) throws IOException {
        Files.createDirectories(directory);
        Path eml = directory.resolve(name + ".eml");
        replace(eml, mime);
        try {
            parts(MimeWriter.Stored.parse(mime), directory, name);
        } catch (MessagingException e) {
            throw new IOException("the mail " + name + " cannot be read back", e);
        }
        return eml;
    }

    private static void parts(Part part, Path directory, String name) throws IOException, MessagingException {
        if (part.getContent() instanceof Multipart all) {
            for (int i = 0; i < all.getCount(); i++) {
                BodyPart one = all.getBodyPart(i);
                parts(one, directory, name);
            }
        } else if (part.getDisposition() != null) {
            return;
        } else if (part.isMimeType("text/html")) {
            replace(directory.resolve(name + ".html"), text(part));
        } else if (part.isMimeType("text/plain")) {
            replace(directory.resolve(name + ".txt"), text(part));
        }
    }

    private static byte[] text(Part part) throws IOException, MessagingException {
        return String.valueOf(part.getContent()).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A file name for a key: what a Message-ID would be, without its domain. */
    public static String fileName(String dedupeKey) {
        String id = MessageIds.of(dedupeKey, "x");
        return id.substring(1, id.indexOf('@'));
    }
}
