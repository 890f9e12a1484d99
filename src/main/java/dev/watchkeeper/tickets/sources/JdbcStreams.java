package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketSeverity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queries of a JDBC source: those of its preset, or the operator's own. */
final class JdbcStreams {
    private JdbcStreams() {}

    static List<JdbcStream> of(JdbcSettings settings) {
        JdbcPreset preset = settings.preset();
        if (preset == null) {
            return settings.queries().stream().map(GenericQuery::stream).toList();
        }
        return switch (preset) {
            case OSTICKET -> OsTicket.streams(prefix(settings));
            case ZAMMAD -> ZammadTables.streams();
            case GLPI -> Glpi.streams();
        };
    }

    /** Where the ticket system defines its statuses: id, name and kind of each; null if it has no such table. */
    static @Nullable String statuses(JdbcSettings settings) {
        JdbcPreset preset = settings.preset();
        return preset == null
                ? null
                : switch (preset) {
                    case OSTICKET -> OsTicket.statuses(prefix(settings));
                    case ZAMMAD -> ZammadTables.STATUSES;
                    case GLPI -> null;
                };
    }

    /** What the ticket system's own kind of a status means; null if it does not tell. */
    static @Nullable StatusCategory category(JdbcSettings settings, String id, String name, String kind) {
        JdbcPreset preset = settings.preset();
        return preset == null
                ? null
                : switch (preset) {
                    case OSTICKET -> OsTicket.category(id, name, kind);
                    case ZAMMAD -> ZammadTables.category(kind);
                    case GLPI -> null;
                };
    }

    /**
     * Which tickets are there, by {@code ticket_key}: with {@code gone} (why one has ended), {@code gone_at} and
     * {@code number} where the system has them; of the tickets in {@code :tickets}, or of all. Null if nobody wrote one.
     */
    static @Nullable String presence(JdbcSettings settings) {
        JdbcPreset preset = settings.preset();
        return preset == null
                ? settings.existing()
                : switch (preset) {
                    case OSTICKET -> OsTicket.presence(prefix(settings));
                    case ZAMMAD -> ZammadTables.PRESENCE;
                    case GLPI -> Glpi.PRESENCE;
                };
    }

    private static String prefix(JdbcSettings settings) {
        return settings.tablePrefix() == null ? "ost_" : settings.tablePrefix();
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
        String statuses = statuses(settings);
        if (statuses != null) {
            text.append("-- statuses\n").append(statuses.strip()).append(";\n");
        }
        String presence = presence(settings);
        if (presence != null) {
            text.append("-- tickets that are there\n").append(presence.strip()).append(";\n");
        }
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
