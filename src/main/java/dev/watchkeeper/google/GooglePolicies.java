package dev.watchkeeper.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.cloudidentity.v1.CloudIdentity;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.PolicySource;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.google.ApiCaller.Target;
import dev.watchkeeper.retry.Pause;
import dev.watchkeeper.tenant.Tenant;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The Cloud Identity Policy API; calls keep their distance, because it throttles those less than a second apart. */
final class GooglePolicies implements PolicySource {
    private static final String SOURCE = "policies";
    private static final int PAGE = 100;

    private final ApiCaller caller;
    private final HttpTransport transport;
    private final GoogleSettings settings;
    private final Pause pause;
    private final AtomicLong nextAllowed = new AtomicLong(System.nanoTime());

    GooglePolicies(ApiCaller caller, HttpTransport transport, GoogleSettings settings, Pause pause) {
        this.caller = caller;
        this.transport = transport;
        this.settings = settings;
        this.pause = pause;
    }

    @Override
    public List<Policy> policies(Tenant tenant, Deadline deadline) throws SourceException {
        List<Policy> found = new ArrayList<>();
        String token = null;
        do {
            String asked = token;
            ListPage<Policy> page = page(tenant, asked, PAGE, deadline);
            found.addAll(page.items());
            token = GoogleReports.following(SOURCE, asked, page.nextToken());
        } while (token != null);
        return found;
    }

    void probe(Tenant tenant, Deadline deadline) throws SourceException {
        page(tenant, null, 1, deadline);
    }

    private ListPage<Policy> page(Tenant tenant, @Nullable String token, int size, Deadline deadline)
            throws SourceException {
        if (!settings.policies()) {
            throw new SourceException(Kind.NOT_CONFIGURED, SOURCE, "the Policy API is switched off (google.policies)");
        }
        String filter =
                tenant.customerId().startsWith("C") ? "customer == \"customers/" + tenant.customerId() + "\"" : null;
        return caller.call(
                new Target(tenant, ApiScope.POLICIES, SOURCE, false, deadline),
                auth -> {
                    keepDistance(deadline);
                    return new CloudIdentity.Builder(transport, GsonFactory.getDefaultInstance(), auth)
                            .setApplicationName("watchkeeper")
                            .setRootUrl(settings.policyRoot().toString())
                            .setSuppressPatternChecks(true)
                            .build()
                            .policies()
                            .list()
                            .setFilter(filter)
                            .setPageSize(size)
                            .setPageToken(token);
                },
                body -> ListPage.read(body, "policies", GooglePolicies::policy));
    }

    private void keepDistance(Deadline deadline) {
        long interval = settings.policyInterval().toNanos();
        if (interval == 0) {
            return;
        }
        long now = System.nanoTime();
        long mine = nextAllowed.getAndUpdate(next -> Math.max(next, now) + interval);
        if (mine > now) {
            pause.pause(Duration.ofNanos(mine - now), deadline::passed);
        }
    }

    private static @Nullable Policy policy(Map<String, Object> json) {
        Map<String, Object> query = JsonValues.object(json.get("policyQuery"));
        Map<String, Object> setting = JsonValues.object(json.get("setting"));
        String type = bare(setting.get("type"), "settings/");
        if (type.isEmpty()) {
            return null;
        }
        String unit = bare(query.get("orgUnit"), "orgUnits/");
        String group = bare(query.get("group"), "groups/");
        Object order = query.get("sortOrder");
        return new Policy(
                JsonValues.text(json.get("name")),
                type,
                JsonValues.object(setting.get("value")),
                unit.isEmpty() ? null : unit,
                group.isEmpty() ? null : group,
                order instanceof Long whole ? whole : order instanceof BigDecimal decimal ? decimal.doubleValue() : 0,
                !JsonValues.text(json.get("type")).equals("SYSTEM"));
    }

    private static String bare(@Nullable Object name, String prefix) {
        String text = JsonValues.text(name);
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}
