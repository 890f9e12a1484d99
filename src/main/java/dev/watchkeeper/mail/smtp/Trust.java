package dev.watchkeeper.mail.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates we believe: those that Java believes, and those of one file more. Names are checked elsewhere. */
final class Trust {
    private Trust() {}

    /** Read anew at each login, so that a changed file needs no restart. */
    static SSLSocketFactory with(Path caFile) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (Certificate known : javas()) {
                store.setCertificateEntry("java" + n++, known);
            }
            for (Certificate ours : read(caFile)) {
                store.setCertificateEntry("file" + n++, ours);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new SSLException(
                    "mail.smtp.caFile " + caFile + " cannot be used: " + e.getMessage()
                            + "; it is to hold certificates in PEM form",
                    e);
        }
    }

    /** Java does not ask whether an authority, or a server's certificate that is pinned, has expired; we do. */
    private static List<X509Certificate> read(Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> valid = new ArrayList<>();
        CertificateException last = new CertificateException("it holds no certificate");
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (one instanceof X509Certificate x509) {
                    try {
                        x509.checkValidity();
                        valid.add(x509);
                    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
                        last = new CertificateException(
                                "its certificate has expired or is not valid yet (" + e.getMessage() + ")");
                    }
                }
            }
        }
        if (valid.isEmpty()) {
            throw last;
        }
        return valid;
    }

    private static List<X509Certificate> javas() throws GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                all.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return all;
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
