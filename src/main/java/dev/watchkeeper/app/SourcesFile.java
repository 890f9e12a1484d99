package dev.watchkeeper.app;

import dev.watchkeeper.tickets.sources.OutboundSettings;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.util.List;

/** The file {@code sources.yaml}: where tickets come from, and whom we tell what becomes of their clocks. */
public record SourcesFile(List<SourceSettings> sources, List<OutboundSettings> outbound) {
    public SourcesFile {
        List<String> ids = sources.stream().map(SourceSettings::id).toList();
        for (String id : ids) {
            if (ids.indexOf(id) != ids.lastIndexOf(id)) {
                throw new IllegalArgumentException("sources: two entries have the id '" + id + "'; rename one");
            }
        }
        sources = List.copyOf(sources);
        outbound = List.copyOf(outbound);
    }
}
