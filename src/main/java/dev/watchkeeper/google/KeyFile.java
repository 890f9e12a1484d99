package dev.watchkeeper.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** The key file of a service account, judged before anybody relies on it. Its content never gets into a message. */
public final class KeyFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 64 << 10;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private KeyFile() {}

    /** What is wrong with a file, in words that follow its path; empty if Google's client can sign with it. */
    public static Optional<String> problem(Path file) {
        if (!Files.exists(file)) {
            return Optional.of("does not exist");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("is not a file");
        }
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.of("is larger than 64 KiB, and no service account's key is");
            }
            return problem(JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            return Optional.of("is not JSON (line " + e.getLocation().getLineNr() + ")");
        } catch (AccessDeniedException e) {
            return Optional.of("may not be read by this user");
        } catch (IOException e) {
            return Optional.of("cannot be read (" + e.getMessage() + ")");
        }
    }

    private static Optional<String> problem(JsonNode key) {
        if (!key.isObject()) {
            return Optional.of(key.isMissingNode() ? "is empty" : "is not a JSON object");
        }
        String type = key.path("type").asText("");
        if (key.has("installed") || key.has("web")) {
            return Optional.of("is the file of an OAuth client, not the key of a service account");
        }
        if (!type.equals("service_account")) {
            return Optional.of("has the type '" + type + "', not 'service_account'");
        }
        for (String field : new String[] {"client_email", "client_id", "private_key_id", "private_key"}) {
            if (key.path(field).asText("").isBlank()) {
                return Optional.of("has no " + field);
            }
        }
        return problem(key.path("private_key").asText());
    }

    private static Optional<String> problem(String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            return Optional.of("holds a private_key that does not stand between '" + BEGIN + "' and '" + END + "'");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
            return Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.of("holds a private_key that is damaged or cut off");
        }
    }
}
