package dev.watchkeeper.audit;

import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live state of a tenant's accounts and structure, where the customer grants it. Each list needs a permission of its
 * own: one refused is {@code NOT_CONFIGURED} (never granted) or {@code PERMISSION} (granted, but the administrator we act
 * for may not), and leaves the others readable.
 */
public interface DirectorySource {
    /** All accounts, page by page. */
    void users(Tenant tenant, Deadline deadline, UserConsumer pages) throws SourceException;

    /** The super administrators only, which is much less to read. */
    List<User> superAdministrators(Tenant tenant, Deadline deadline) throws SourceException;

    /** All organisational units; the root itself is not among them. */
    List<Unit> units(Tenant tenant, Deadline deadline) throws SourceException;

    List<Domain> domains(Tenant tenant, Deadline deadline) throws SourceException;

    List<Group> groups(Tenant tenant, Deadline deadline) throws SourceException;

    /** Who holds which administrator role. */
    List<RoleHolder> roleHolders(Tenant tenant, Deadline deadline) throws SourceException;

    /** Takes one page of accounts. */
    @FunctionalInterface
    interface UserConsumer {
        void accept(List<User> users) throws SourceException;
    }

    /**
     * An account. Flags are null where Google did not say.
     *
     * @param suspensionReason Google's word such as {@code ADMIN} or {@code WEB_LOGIN_REQUIRED}; null unless suspended
     * @param lastLogin null if never
     * @param orgUnitPath {@code /} for the root
     */
    record User(
            String email,
            String id,
            @Nullable Boolean suspended,
            @Nullable String suspensionReason,
            @Nullable Boolean archived,
            @Nullable Boolean enrolledIn2Sv,
            @Nullable Boolean enforcedIn2Sv,
            @Nullable Boolean admin,
            @Nullable Boolean delegatedAdmin,
            @Nullable Instant lastLogin,
            @Nullable Instant created,
            boolean hasRecoveryPhone,
            boolean hasRecoveryEmail,
            String orgUnitPath) {}

    /**
     * An organisational unit.
     *
     * @param id without the prefix {@code id:}, as policies name it
     * @param parentId the root's own id for a unit below the root
     */
    record Unit(String id, @Nullable String parentId, String name, String path, String parentPath) {}

    record Domain(String name, boolean primary, boolean verified, List<String> aliases) {
        public Domain {
            aliases = List.copyOf(aliases);
        }
    }

    record Group(String id, String email, String name, long members) {}

    /**
     * A role held.
     *
     * @param userId Google's id of the account or group that holds it
     * @param orgUnitId the unit it is limited to; null for the whole customer
     */
    record RoleHolder(
            String userId,
            String role,
            boolean superAdmin,
            @Nullable String orgUnitId) {}
}
