package dev.watchkeeper.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UmaskTest {
    @Test
    void filesAndDirectoriesAreForTheirOwner(@TempDir Path directory) throws Exception {
        Umask.C c = Native.load("c", Umask.C.class);
        int before = c.umask(0022);
        try {
            Umask.ownerOnly();
            Path made = Files.createDirectories(directory.resolve("mail"));
            Path file = Files.writeString(made.resolve("a.eml"), "To: x");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(c.umask(0022)).isEqualTo(0077);
        } finally {
            c.umask(before);
        }
    }
}
