package dev.watchkeeper.health;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.health.incidents.IncidentBoard;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that is known about one tenant at one instant. What was not read is unavailable and says why. */
public final class TenantFacts {
    private final Tenant tenant;
    private final Instant now;
    private final Holidays holidays;
    private final Map<String, Fact<EventHistory>> events;
    private final Fact<UsageHistory> usage;
    private final Fact<UserUsage> userUsage;
    private final Fact<Directory> directory;
    private final Fact<List<MailDns>> mailDns;
    private final Fact<KnownSettings> settings;
    private final Fact<IncidentBoard> incidents;
    private final Fact<TicketFlow> tickets;
    private final Fact<List<FleetOutage>> fleet;
    private final Fact<OwnAccess> access;
    private final Fact<Completeness> completeness;
    private final String ownClientId;
    private final List<Finding> open;
    private final Set<String> openNames = new HashSet<>();

    private TenantFacts(Builder builder) {
        tenant = builder.tenant;
        now = builder.now;
        holidays = builder.holidays;
        events = Map.copyOf(builder.events);
        usage = builder.usage;
        userUsage = builder.userUsage;
        directory = builder.directory;
        mailDns = builder.mailDns;
        settings = builder.settings;
        incidents = builder.incidents;
        tickets = builder.tickets;
        fleet = builder.fleet;
        access = builder.access;
        completeness = builder.completeness;
        ownClientId = builder.ownClientId;
        open = builder.open;
        open.forEach(finding -> openNames.add(finding.checkId() + ' ' + finding.subject()));
    }

    public Tenant tenant() {
        return tenant;
    }

    /** The instant of the audit. */
    public Instant now() {
        return now;
    }

    public Holidays holidays() {
        return holidays;
    }

    /** The kept events of a log; ends the check as unknown if that log could not be read. */
    public EventHistory events(String application) {
        return eventsIfKnown(application).get();
    }

    /** For logs that a check can do without. */
    public Fact<EventHistory> eventsIfKnown(String application) {
        return events.getOrDefault(application, Fact.unavailable(Reasons.notRead("reports:" + application)));
    }

    public Fact<UsageHistory> usage() {
        return usage;
    }

    public Fact<UserUsage> userUsage() {
        return userUsage;
    }

    public Fact<Directory> directory() {
        return directory;
    }

    /** One look at the mail DNS of each domain. */
    public Fact<List<MailDns>> mailDns() {
        return mailDns;
    }

    /** What Google publishes about its own incidents. */
    public Fact<IncidentBoard> incidents() {
        return incidents;
    }

    /** When the customer opened tickets. */
    public Fact<TicketFlow> tickets() {
        return tickets;
    }

    /** What turned bad at several customers at once. */
    public Fact<List<FleetOutage>> fleet() {
        return fleet;
    }

    /** What is known about the tenant's settings. */
    public Fact<KnownSettings> settings() {
        return settings;
    }

    public Fact<OwnAccess> access() {
        return access;
    }

    public Fact<Completeness> completeness() {
        return completeness;
    }

    /** The client id of our own service account; empty if not configured. */
    public String ownClientId() {
        return ownClientId;
    }

    /** What earlier audits found and nothing has ended yet. */
    public List<Finding> open() {
        return open;
    }

    /** Whether a check's finding about a subject is open. */
    public boolean isOpen(String checkId, String subject) {
        return openNames.contains(checkId + ' ' + subject);
    }

    /** Begins with nothing known. */
    public static Builder about(Tenant tenant, Instant now) {
        return new Builder(tenant, now);
    }

    /** Collects facts; a fact that is never set stays unavailable. */
    public static final class Builder {
        private final Tenant tenant;
        private final Instant now;
        private Holidays holidays = Holidays.NONE;
        private final Map<String, Fact<EventHistory>> events = new HashMap<>();
        private Fact<UsageHistory> usage = Fact.unavailable(Reasons.notRead("usage:customer"));
        private Fact<UserUsage> userUsage = Fact.unavailable(Reasons.notRead("usage:users"));
        private Fact<Directory> directory = Fact.unavailable(Reasons.notGranted("directory"));
        private Fact<List<MailDns>> mailDns = Fact.unavailable(Reasons.notRead("dns"));
        private Fact<IncidentBoard> incidents = Fact.unavailable(Reasons.notRead("status feed"));
        private Fact<TicketFlow> tickets = Fact.unavailable(Reasons.notRead("tickets"));
        private Fact<List<FleetOutage>> fleet = Fact.unavailable(Reasons.notRead("other customers"));
        private Fact<KnownSettings> settings = Fact.unavailable(Reasons.notRead("settings"));
        private Fact<OwnAccess> access = Fact.unavailable(Reasons.notRead("own calls"));
        private Fact<Completeness> completeness = Fact.unavailable(Reasons.notRead("reports"));
        private String ownClientId = "";
        private List<Finding> open = List.of();

        private Builder(Tenant tenant, Instant now) {
            this.tenant = tenant;
            this.now = now;
        }

        public Builder holidays(Holidays value) {
            holidays = value;
            return this;
        }

        public Builder events(String application, Fact<EventHistory> value) {
            events.put(application, value);
            return this;
        }

        public Builder usage(Fact<UsageHistory> value) {
            usage = value;
            return this;
        }

        public Builder userUsage(Fact<UserUsage> value) {
            userUsage = value;
            return this;
        }

        public Builder directory(Fact<Directory> value) {
            directory = value;
            return this;
        }

        public Builder mailDns(Fact<List<MailDns>> value) {
            mailDns = value;
            return this;
        }

        public Builder incidents(Fact<IncidentBoard> value) {
            incidents = value;
            return this;
        }

        public Builder tickets(Fact<TicketFlow> value) {
            tickets = value;
            return this;
        }

        public Builder fleet(Fact<List<FleetOutage>> value) {
            fleet = value;
            return this;
        }

        public Builder settings(Fact<KnownSettings> value) {
            settings = value;
            return this;
        }

        public Builder access(Fact<OwnAccess> value) {
            access = value;
            return this;
        }

        public Builder access(OwnAccess value) {
            access = Fact.known(value, now);
            return this;
        }

        public Builder completeness(Completeness value) {
            completeness = Fact.known(value, now);
            return this;
        }

        public Builder ownClientId(String value) {
            ownClientId = value;
            return this;
        }

        public Builder open(List<Finding> value) {
            open = List.copyOf(value);
            return this;
        }

        public TenantFacts build() {
            return new TenantFacts(this);
        }
    }
}
