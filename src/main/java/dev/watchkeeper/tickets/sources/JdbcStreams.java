package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketSeverity;
import java.util.List;
import java.util.Map;

/** The queries of a JDBC source: those of its preset, or the operator's own. */
final class JdbcStreams {
    private JdbcStreams() {}

    static List<JdbcStream> of(JdbcSettings settings) {
        JdbcPreset preset = settings.preset();
        if (preset == null) {
            return settings.queries().stream().map(GenericQuery::stream).toList();
        }
        return switch (preset) {
            case OSTICKET -> OsTicket.streams(settings.tablePrefix() == null ? "ost_" : settings.tablePrefix());
            case ZAMMAD -> ZammadTables.streams();
            case GLPI -> Glpi.streams();
        };
    }

    static Mapping tables(JdbcSettings settings, SourceSettings source) {
        String name = source.eventSource();
        MappingSettings mapping = source.mappingOrDefault();
        JdbcPreset preset = settings.preset();
        if (preset == null) {
            Map<String, StatusCategory> own = new java.util.HashMap<>();
            for (StatusCategory category : StatusCategory.values()) {
                own.put(category.word(), category);
            }
            Map<String, TicketSeverity> severities = new java.util.HashMap<>();
            for (TicketSeverity severity : TicketSeverity.values()) {
                severities.put(severity.name(), severity);
            }
            return new Mapping(name, mapping, own, severities);
        }
        return switch (preset) {
            case OSTICKET -> OsTicket.tables(name, mapping);
            case ZAMMAD -> ZammadArticles.tables(name, mapping);
            case GLPI -> Glpi.tables(name, mapping);
        };
    }

    /** What will be run against the ticket system's database, for its administrator to look at. */
    static String describe(JdbcSettings settings) {
        StringBuilder text = new StringBuilder();
        for (JdbcStream stream : of(settings)) {
            text.append("-- ")
                    .append(stream.name())
                    .append('\n')
                    .append(stream.sql().strip())
                    .append(";\n");
        }
        return text.toString();
    }
}
