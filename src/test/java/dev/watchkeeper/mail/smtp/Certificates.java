package dev.watchkeeper.mail.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of our own and server certificates that it vouches for, made with the JDK's keytool. */
public final class Certificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String AUTHORITY = "authority";
    private final Path directory;

    public Certificates(Path directory) throws Exception {
        this.directory = directory;
        keytool("-genkeypair", AUTHORITY, List.of("-keyalg", "EC", "-dname", "CN=House", "-ext", "bc:c"));
    }

    /**
     * Makes a key and its certificate.
     *
     * @param dnsName the one name it is for
     * @param options further ones of keytool, such as {@code -startdate -10d -validity 5}
     */
    public SSLContext server(String alias, String dnsName, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "-keyalg", "EC", "-dname", "CN=" + dnsName, "-ext", "san=dns:" + dnsName, "-signer", AUTHORITY));
        command.addAll(Arrays.asList(options));
        keytool("-genkeypair", alias, command);
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, PASSWORD);
        one.setKeyEntry(alias, store().getKey(alias, PASSWORD), PASSWORD, store().getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The authority's certificate. */
    public Path authority() throws Exception {
        return pem(AUTHORITY);
    }

    /** A certificate as a file. */
    Path pem(String alias) throws Exception {
        String body = Base64.getMimeEncoder()
                .encodeToString(store().getCertificate(alias).getEncoded());
        return Files.writeString(
                directory.resolve(alias + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file())) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void keytool(String verb, String alias, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(verb, "-alias", alias));
        command.addAll(options);
        command.addAll(List.of("-storepass", new String(PASSWORD), "-keystore", file().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
