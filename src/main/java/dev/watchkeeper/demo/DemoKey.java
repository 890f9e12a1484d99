package dev.watchkeeper.demo;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** One pair of RSA keys for all that the demo signs or publishes: making one takes longer than the rest of its start. */
final class DemoKey {
    private static final KeyPair PAIR = make();

    private DemoKey() {}

    /** PKCS #8. */
    static byte[] privateKey() {
        return PAIR.getPrivate().getEncoded();
    }

    /** X.509 SubjectPublicKeyInfo. */
    static byte[] publicKey() {
        return PAIR.getPublic().getEncoded();
    }

    private static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }
}
