package dev.watchkeeper.audit;

import dev.watchkeeper.health.Directory;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.Reasons;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The accounts as the Directory shows them now; of a large tenant only administrators and suspended accounts are kept. */
public final class DirectoryReader implements FactReader {
    private final DirectorySource directory;

    public DirectoryReader(DirectorySource directory) {
        this.directory = directory;
    }

    @Override
    public String source() {
        return "directory:users";
    }

    @Override
    public boolean serves(Scope scope) {
        return scope != Scope.CONTINUOUS;
    }

    @Override
    public void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) throws SourceException {
        List<Directory.Account> administrators = new ArrayList<>();
        Map<String, Directory.Account> suspended = new HashMap<>();
        long[] count = {0};
        try {
            directory.users(tenant, deadline, page -> {
                for (DirectorySource.User user : page) {
                    count[0]++;
                    Directory.Account account = new Directory.Account(
                            user.email(), user.enrolledIn2Sv(), user.suspensionReason(), user.lastLogin());
                    if (Boolean.TRUE.equals(user.suspended())) {
                        suspended.put(user.email().toLowerCase(Locale.ROOT), account);
                    } else if (Boolean.TRUE.equals(user.admin())) {
                        administrators.add(account);
                    }
                }
            });
        } catch (SourceException e) {
            facts.directory(Fact.unavailable(
                    e.kind() == SourceException.Kind.NOT_CONFIGURED
                            ? Reasons.notGranted("directory")
                            : Reasons.failed("directory", e.explanation())));
            throw e;
        }
        facts.directory(Fact.known(new Directory(administrators, suspended, count[0]), now));
    }
}
