package dev.watchkeeper.ops;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is (sd_notify): ready, reloading, stopping, still alive. Does nothing where no service
 * manager asked for it. The JDK cannot send datagrams over Unix sockets, so three calls go to the C library.
 */
public final class ServiceManager {
    private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;

    private final @Nullable String socket;
    private final Duration watchdog;

    /** The C functions needed. */
    interface C extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        NativeLong sendto(int socket, byte[] data, NativeLong length, int flags, byte[] address, int addressLength)
                throws LastErrorException;

        int close(int socket) throws LastErrorException;
    }

    private ServiceManager(@Nullable String socket, Duration watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /** The manager that started this process, as its environment tells. */
    public static ServiceManager of(Function<String, @Nullable String> environment) {
        String socket = environment.apply("NOTIFY_SOCKET");
        if (socket == null || !(socket.startsWith("/") || socket.startsWith("@"))) {
            return new ServiceManager(null, Duration.ZERO);
        }
        String pid = environment.apply("WATCHDOG_PID");
        String micros = environment.apply("WATCHDOG_USEC");
        boolean ours =
                pid == null || pid.equals(Long.toString(ProcessHandle.current().pid()));
        return new ServiceManager(
                socket, micros == null || !ours ? Duration.ZERO : Duration.ofNanos(Long.parseLong(micros) * 1000));
    }

    public boolean present() {
        return socket != null;
    }

    /** How often {@link #alive} must be said, a third of what the manager allows; zero if it does not ask. */
    public Duration watchdogInterval() {
        return watchdog.dividedBy(3);
    }

    public void ready(String status) {
        send("READY=1\nSTATUS=" + status);
    }

    public void reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    public void stopping() {
        send("STOPPING=1");
    }

    public void alive() {
        send("WATCHDOG=1");
    }

    private void send(String message) {
        if (socket == null) {
            return;
        }
        try {
            C c = Native.load("c", C.class);
            byte[] data = message.getBytes(StandardCharsets.UTF_8);
            byte[] address = address(socket);
            int handle = c.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            try {
                c.sendto(handle, data, new NativeLong(data.length), 0, address, address.length);
            } finally {
                c.close(handle);
            }
        } catch (LastErrorException | LinkageError e) {
            log.warn(
                    "the service manager at {} could not be told '{}'",
                    socket,
                    message.lines().findFirst().orElse(""),
                    e);
        }
    }

    /** A sockaddr_un without padding; a leading @ means the abstract name space, written as NUL. */
    private static byte[] address(String socket) {
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        ByteBuffer address = ByteBuffer.allocate(2 + path.length).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_UNIX).put(path);
        if (socket.startsWith("@")) {
            address.put(2, (byte) 0);
        }
        return address.array();
    }
}
