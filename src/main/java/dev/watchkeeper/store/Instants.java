package dev.watchkeeper.store;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;

/**
 * Instants travel with their offset. JDBI's own way goes through {@code java.sql.Timestamp}, which H2 turns into local
 * time: in the hour that a clock change repeats, an instant would come back an hour off.
 */
final class Instants {
    private Instants() {}

    static void install(Jdbi jdbi) {
        jdbi.registerArgument(new Factory());
        ColumnMapper<Instant> mapper = (rows, column, context) -> {
            OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        };
        jdbi.registerColumnMapper(Instant.class, mapper);
    }

    private static final class Factory extends AbstractArgumentFactory<Instant> {
        Factory() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            // Both engines keep microseconds and round the rest; cutting here makes what is read equal to what is cut.
            OffsetDateTime stored = value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            return (position, statement, context) ->
                    statement.setObject(position, stored, Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }
}
