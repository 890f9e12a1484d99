package dev.watchkeeper.report;

import dev.watchkeeper.tenant.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What customers are told about each check; read once from {@code customer.*.properties}. */
final class CustomerTexts {
    private static final CustomerText OTHER = new CustomerText("A setting that deserves a look", "一项需要关注的设置");
    private static final CustomerText ASK =
            new CustomerText("Your account manager goes through it with you.", "由您的客户经理与您一起处理。");

    private static final Map<String, String> EN = read(Language.EN);
    private static final Map<String, String> ZH = read(Language.ZH_CN);

    private CustomerTexts() {}

    /** Whether a check is ours alone: our access, our reading, other customers. */
    static boolean forTheDesk(String checkId) {
        return EN.containsKey(checkId + ".desk");
    }

    static CustomerText problem(String checkId) {
        return text(checkId + ".problem", OTHER);
    }

    static CustomerText step(String checkId) {
        return text(checkId + ".step", ASK);
    }

    /** Whether the file says who may read of a check. */
    static boolean knows(String checkId) {
        return forTheDesk(checkId) || EN.containsKey(checkId + ".problem");
    }

    static Map<String, String> all(Language language) {
        return language == Language.EN ? EN : ZH;
    }

    private static CustomerText text(String key, CustomerText otherwise) {
        @Nullable String en = EN.get(key);
        @Nullable String zh = ZH.get(key);
        return en == null || zh == null ? otherwise : new CustomerText(en, zh);
    }

    private static Map<String, String> read(Language language) {
        String file = "customer." + language.tag() + ".properties";
        try (InputStream in = CustomerTexts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + file);
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new TreeMap<>();
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            return Map.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
