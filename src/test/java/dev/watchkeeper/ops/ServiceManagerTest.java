package dev.watchkeeper.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {
    /** A datagram receiver in another language, because the JDK has none for Unix sockets. */
    private static final String RECEIVER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1].replace('@', '\\0'))
            s.settimeout(20)
            print('bound', flush=True)
            for _ in range(int(sys.argv[2])):
                print(s.recv(4096).decode().replace('\\n', '|'), flush=True)
            """;

    @TempDir
    Path directory;

    @Test
    void withoutAManagerNothingHappens() {
        ServiceManager none = ServiceManager.of(name -> null);
        none.ready("x");

        assertThat(none.present()).isFalse();
        assertThat(none.watchdogInterval()).isZero();
    }

    @Test
    void theWatchdogIsFedThreeTimesAsOftenAsAsked() {
        String pid = Long.toString(ProcessHandle.current().pid());
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "60000000", "WATCHDOG_PID", pid);
        assertThat(ServiceManager.of(environment::get).watchdogInterval()).isEqualTo(Duration.ofSeconds(20));

        Map<String, String> anothers =
                Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "60000000", "WATCHDOG_PID", "1");
        assertThat(ServiceManager.of(anothers::get).watchdogInterval()).isZero();
    }

    @Test
    void messagesArriveAtTheSocketOfAFileOrAnAbstractName() throws Exception {
        Assumptions.assumeTrue(Path.of("/usr/bin/python3").toFile().canExecute(), "needs python3 as the receiver");
        for (String name : new String[] {directory.resolve("n").toString(), "@wk-" + directory.getFileName()}) {
            Process receiver = new ProcessBuilder("/usr/bin/python3", "-c", RECEIVER, name, "4")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).isEqualTo("bound");
                ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", name)::get);
                manager.ready("2 tenants");
                manager.reloading();
                manager.alive();
                manager.stopping();

                assertThat(out.readLine()).isEqualTo("READY=1|STATUS=2 tenants");
                assertThat(out.readLine()).startsWith("RELOADING=1|MONOTONIC_USEC=");
                assertThat(out.readLine()).isEqualTo("WATCHDOG=1");
                assertThat(out.readLine()).isEqualTo("STOPPING=1");
            } finally {
                receiver.destroy();
            }
        }
    }
}
