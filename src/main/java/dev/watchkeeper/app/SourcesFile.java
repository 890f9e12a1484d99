package dev.watchkeeper.app;

import dev.watchkeeper.tickets.sources.SourceSettings;
import java.util.List;

/** The file {@code sources.yaml}: where tickets come from. */
public record SourcesFile(List<SourceSettings> sources) {
    public SourcesFile {
        List<String> ids = sources.stream().map(SourceSettings::id).toList();
        for (String id : ids) {
            if (ids.indexOf(id) != ids.lastIndexOf(id)) {
                throw new IllegalArgumentException("sources: two entries have the id '" + id + "'; rename one");
            }
        }
        sources = List.copyOf(sources);
    }
}
