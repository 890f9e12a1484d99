package dev.watchkeeper.store;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file beside an H2 database by which other processes reach it: who holds the database, on which port, and the
 * secret. Readable by its owner only. The holder keeps it locked; content without a lock means that the holder died.
 */
final class AccessFile implements AutoCloseable {
    /** How to reach the process that holds the database. */
    record Access(long pid, int port, String secret) {}

    private final FileChannel channel;
    private final FileLock lock;
    private final boolean leftBehind;

    private AccessFile(FileChannel channel, FileLock lock, boolean leftBehind) {
        this.channel = channel;
        this.lock = lock;
        this.leftBehind = leftBehind;
    }

    /** The file, locked by us, or null if another holds it. */
    static @Nullable AccessFile hold(Path path) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(
                path, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            return null;
        }
        return new AccessFile(channel, lock, channel.size() > 0);
    }

    /** What the holder wrote; empty while it is still opening the database. */
    static Optional<Access> read(Path path) {
        try {
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(path)));
            String secret = lines.getProperty("secret", "");
            return secret.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Access(
                            Long.parseLong(lines.getProperty("pid", "0")),
                            Integer.parseInt(lines.getProperty("port", "0")),
                            secret));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the holder before us ended without closing the database. */
    boolean leftBehind() {
        return leftBehind;
    }

    void write(Access access) throws IOException {
        String text = "pid=" + access.pid() + "\nport=" + access.port() + "\nsecret=" + access.secret() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }

    /** Empties the file, which says that the database was closed in order, and lets go of it. */
    @Override
    public void close() throws IOException {
        channel.truncate(0);
        release();
    }

    /** Lets go of the file without saying that the database was closed in order. */
    void release() throws IOException {
        lock.release();
        channel.close();
    }
}
