package dev.watchkeeper.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a key file like those of Google's service accounts, with a fresh key and a token endpoint of ours. */
public final class ServiceAccountFile {
    public static final String CLIENT_ID = "100000000000000000042";

    private ServiceAccountFile() {}

    public static void write(Path file, URI tokenUrl) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "service_account");
        json.put("project_id", "watchkeeper-demo");
        json.put("private_key_id", "demo");
        json.put("private_key", pem());
        json.put("client_email", "watchkeeper@watchkeeper-demo.iam.gserviceaccount.com");
        json.put("client_id", CLIENT_ID);
        json.put("token_uri", tokenUrl.toString());
        Files.write(file, Wire.json(json));
    }

    private static String pem() {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(DemoKey.privateKey());
        return "-----BEGIN " + "PRIVATE KEY-----\n" + body + "\n-----END " + "PRIVATE KEY-----\n";
    }
}
