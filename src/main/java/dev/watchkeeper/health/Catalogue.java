package dev.watchkeeper.health;

import dev.watchkeeper.tenant.Text;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All checks watchkeeper knows, in catalogue order; read once from {@code catalogue.json}. */
public final class Catalogue {
    /** Where the packaged catalogue lies. */
    public static final String RESOURCE = "/dev/watchkeeper/health/catalogue.json";

    private final Map<String, CatalogueEntry> byId = new LinkedHashMap<>();
    private final Map<String, Text> vocabulary;

    /**
     * A catalogue.
     *
     * @param words what the names of settings, values and events are called by people
     */
    public Catalogue(Collection<CatalogueEntry> entries, Map<String, Text> words) {
        for (CatalogueEntry entry : entries) {
            if (byId.put(entry.id(), entry) != null) {
                throw new IllegalArgumentException("check '" + entry.id() + "' stands in the catalogue twice");
            }
        }
        Map<String, Text> all = new HashMap<>(words);
        byId.forEach((id, entry) -> all.put(id, entry.title()));
        vocabulary = Map.copyOf(all);
    }

    /** The words for names that only programs use; a check's id stands for its title. */
    Map<String, Text> vocabulary() {
        return vocabulary;
    }

    public List<CatalogueEntry> entries() {
        return List.copyOf(byId.values());
    }

    public Optional<CatalogueEntry> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The entry of a check that exists. */
    public CatalogueEntry entry(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException(
                "check '" + id + "' is not in the catalogue; accepted: " + String.join(", ", byId.keySet())));
    }
}
