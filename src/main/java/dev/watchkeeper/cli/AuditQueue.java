package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.TenantState;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseException;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiTenantStates;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When tenants are audited next, for commands that also work without a database. */
final class AuditQueue {
    private AuditQueue() {}

    /** By tenant id; empty before the daemon first ran, and, said on {@code err}, if the database cannot be reached. */
    static Map<String, TenantState> read(Configuration configuration, PrintWriter err) {
        DatabaseSettings settings = configuration.settings().database();
        if (!settings.isPostgres() && !Files.exists(settings.directory().resolve("watchkeeper.mv.db"))) {
            return Map.of();
        }
        try (Database database = Database.open(settings, World.realClock())) {
            return new JdbiTenantStates(database)
                    .all().stream().collect(Collectors.toMap(TenantState::tenantId, Function.identity()));
        } catch (DatabaseException e) {
            err.println("when audits are due is not shown: " + e.getMessage());
            return Map.of();
        }
    }

    /** Due dates and last successes by scope; null for a tenant that is not in the queue yet. */
    static @Nullable Object document(@Nullable TenantState state) {
        return state == null
                ? null
                : Json.object(
                        "next",
                                Json.object(
                                        "continuous", text(state.continuousDueAt()),
                                        "daily", text(state.dailyDueAt()),
                                        "quarterly", text(state.quarterlyDueAt())),
                        "last_ok",
                                Json.object(
                                        "continuous", text(state.continuousOkAt()),
                                        "daily", text(state.dailyOkAt()),
                                        "quarterly", text(state.quarterlyOkAt())),
                        "failures", state.failures(),
                        "last_error", state.lastError());
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
