package dev.watchkeeper.app;

import dev.watchkeeper.config.JsonSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The JSON Schemas of the configuration files by file name, as they stand in {@code config/schema/}. */
public final class Schemas {
    private Schemas() {}

    public static Map<String, Map<String, Object>> all() {
        JsonSchema settings = new JsonSchema(JsonSchema.descriptions(ConfigurationLoader.packagedDefaults()));
        JsonSchema plain = new JsonSchema(Map.of());
        Map<String, Map<String, Object>> schemas = new LinkedHashMap<>();
        schemas.put("watchkeeper.schema.json", settings.of("watchkeeper.yaml", Settings.class, true));
        schemas.put(
                "tenants.schema.json",
                plain.ofList(
                        "tenants.yaml",
                        "tenants",
                        TenantEntry.class,
                        Set.of("customerId", "zone", "language", "profile")));
        schemas.put(
                "people.schema.json",
                plain.ofList(
                        "people.yaml",
                        "people",
                        PersonEntry.class,
                        Set.of("language", "zone", "workDays", "digest", "minSeverity", "sla", "attach", "privacy")));
        schemas.put("checks.schema.json", plain.of("checks.yaml", ChecksFile.class, false));
        schemas.put("sources.schema.json", plain.of("sources.yaml", SourcesFile.class, false));
        return schemas;
    }
}
