package dev.watchkeeper.dns;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records of one well-kept customer of Google, each part of which a test can replace. */
public final class MailZone {
    static final String KEY_2048 = key(2048);
    static final String KEY_1024 = key(1024);

    /** What the rest of the world holds. */
    public static final String WORLD = """
            google.com. MX 10 smtp.google.com.
            smtp.google.com. A 127.0.0.9
            aspmx.l.google.com. A 127.0.0.9
            alt1.aspmx.l.google.com. A 127.0.0.9
            _spf.google.com. TXT "v=spf1 ip4:192.0.2.0/24 ~all"
            mx1.old.example. A 192.0.2.8
            old-example.mail.protection.outlook.com. A 127.0.0.8
            eu-smtp-inbound-1.mimecast.com. A 127.0.0.7
            reports.example. MX 1 mx1.old.example.
            """;

    private final String domain;
    private final Map<String, String> parts = new LinkedHashMap<>();

    public MailZone(String domain) {
        this.domain = domain;
        parts.put("SOA", "@ SOA ns.invalid. h.invalid. 7 3600 600 604800 60");
        parts.put("MX", "@ MX 1 smtp.google.com.");
        parts.put("SPF", "@ TXT \"v=spf1 include:_spf.google.com ~all\"");
        parts.put("DKIM", "google._domainkey TXT " + quoted("v=DKIM1; k=rsa; p=" + KEY_2048));
        parts.put("DMARC", "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:d@" + domain + "\"");
        parts.put("MORE", "");
    }

    /** Replaces a part: lines whose names are relative to the domain; {@code @} is the domain itself. */
    public MailZone with(String part, String... lines) {
        parts.put(part, String.join("\n", lines));
        return this;
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        for (String part : parts.values()) {
            for (String line : part.split("\n", -1)) {
                if (!line.isBlank()) {
                    int blank = line.indexOf(' ');
                    String name = line.substring(0, blank);
                    String owner =
                            name.equals("@") ? domain + "." : name.endsWith(".") ? name : name + "." + domain + ".";
                    out.append(owner).append(line.substring(blank)).append('\n');
                }
            }
        }
        return out.toString();
    }

    /** A long text as the strings of one TXT record. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i += 250) {
            out.append('"').append(text, i, Math.min(text.length(), i + 250)).append("\" ");
        }
        return out.toString().trim();
    }

    static String key(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
