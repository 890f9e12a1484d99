package dev.watchkeeper.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names this process among others on the same database. */
final class Nodes {
    private Nodes() {}

    /** Host and process id, at most 60 characters. */
    static String name() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown-host";
        }
        return (host.length() > 48 ? host.substring(0, 48) : host) + ":"
                + ProcessHandle.current().pid();
    }
}
