package dev.watchkeeper.mail.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets that send at once. The library ends a mail with a small packet of its own, which the system holds back until
 * the server has acknowledged the body, and the server takes its time: 40 ms for each mail.
 */
final class SwiftSockets extends SocketFactory {
    private static Socket swift(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return swift(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return swift(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return swift(new Socket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return swift(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return swift(new Socket(host, port, localHost, localPort));
    }
}
