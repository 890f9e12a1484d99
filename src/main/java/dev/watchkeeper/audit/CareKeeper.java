package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What a good account manager looks after besides Google's settings: contacts that can be reached, seats that run out,
 * a backup before it is needed. These are findings of ours, not checks of the catalogue.
 */
public final class CareKeeper {
    public static final String CONTACTS = "CARE-CONTACTS";
    public static final String SEATS = "CARE-SEATS";
    public static final String BACKUP = "CARE-BACKUP";

    /** Refused as unknown on so many days: nobody is there. */
    private static final int DEAD_AFTER_DAYS = 2;

    private static final int FULL_PERCENT = 95;
    private static final String TOTAL = "_total_licenses";

    /** Findings after which a customer is glad to hear of backups. */
    private static final List<String> LOSSES = List.of("LEK-04", "SHR-07", "LEK-08");

    private final Supplier<Portfolio> portfolio;
    private final UsageDays usage;
    private final Findings stored;
    private final FindingKeeper findings;
    private final ToIntFunction<String> daysRefused;
    private final Clock clock;

    /**
     * @param daysRefused on how many days an address was refused as unknown since it last took a mail
     */
    public CareKeeper(
            Supplier<Portfolio> portfolio,
            UsageDays usage,
            Findings stored,
            FindingKeeper findings,
            ToIntFunction<String> daysRefused,
            Clock clock) {
        this.portfolio = portfolio;
        this.usage = usage;
        this.stored = stored;
        this.findings = findings;
        this.daysRefused = daysRefused;
        this.clock = clock;
    }

    /** Looks after every tenant until it is told to stop; returns how many need something. */
    public long lookAfterAll(BooleanSupplier stopping) {
        long needy = 0;
        for (Tenant tenant : portfolio.get().tenants()) {
            if (stopping.getAsBoolean()) {
                return needy;
            }
            needy += lookAfter(tenant);
        }
        return needy;
    }

    /** The same for one customer: 1 if something is amiss. */
    public long lookAfter(Tenant tenant) {
        Instant now = clock.instant();
        List<Sighting> sightings = new ArrayList<>(contacts(tenant));
        sightings.addAll(seats(tenant, now));
        sightings.add(backup(tenant, now));
        findings.reconcile(tenant.id(), sightings, now, null);
        return sightings.stream().anyMatch(s -> s.outcome() == Outcome.FAIL) ? 1 : 0;
    }

    private List<Sighting> contacts(Tenant tenant) {
        Text title = new Text("Contacts at the customer", "客户联系人");
        if (tenant.contacts().isEmpty()) {
            return List.of(fail(
                    CONTACTS,
                    "tenant",
                    Severity.MEDIUM,
                    title,
                    new Text("Nobody is registered whom we could call.", "没有登记任何联系人。"),
                    new Text(
                            "Ask the customer for two contacts with telephone numbers, and enter them in tenants.yaml.",
                            "请客户提供两位联系人及电话，并登记到 tenants.yaml。"),
                    Map.of()));
        }
        List<Sighting> found = new ArrayList<>();
        for (Contact contact : tenant.contacts()) {
            String subject = Plain.subject("contact", contact.email());
            Map<String, Object> evidence = Map.of("name", contact.name(), "email", contact.email());
            String phone = contact.phone();
            if (daysRefused.applyAsInt(contact.email()) >= DEAD_AFTER_DAYS) {
                found.add(fail(
                        CONTACTS,
                        subject,
                        Severity.HIGH,
                        title,
                        new Text(
                                "Mail to " + contact.name() + " (" + contact.email() + ") comes back.",
                                "发给 " + contact.name() + "（" + contact.email() + "）的邮件被退回。"),
                        new Text(
                                "Call the customer and ask who has taken over; enter the new contact.",
                                "致电客户，问清接手人，更新联系人。"),
                        evidence));
            } else if (phone == null || phone.isBlank()) {
                found.add(fail(
                        CONTACTS,
                        subject,
                        Severity.LOW,
                        title,
                        new Text(
                                "No telephone number of " + contact.name()
                                        + "; when mail is down we cannot reach them.",
                                "没有 " + contact.name() + " 的电话，邮件一断就联系不上。"),
                        new Text("Ask for the number at the next call.", "下次联系时要一个电话。"),
                        evidence));
            }
        }
        return found.isEmpty() ? List.of(pass(CONTACTS, title)) : found;
    }

    /** Seats by kind of licence, from the newest usage report that tells them. */
    private List<Sighting> seats(Tenant tenant, Instant now) {
        Text title = new Text("Seats are running out", "许可证快用完");
        List<UsageDays.Day> days =
                usage.since(tenant.id(), UsageReader.today(now).minusDays(14));
        for (int i = days.size() - 1; i >= 0; i--) {
            Map<String, long[]> kinds = seats(days.get(i).report());
            if (!kinds.isEmpty()) {
                List<Sighting> found = new ArrayList<>();
                kinds.forEach((kind, seats) -> {
                    if (seats[1] * 100 >= seats[0] * FULL_PERCENT) {
                        found.add(fullSeats(title, kind, seats[0], seats[1]));
                    }
                });
                return found.isEmpty() ? List.of(pass(SEATS, title)) : found;
            }
        }
        return List.of(new Sighting(
                SEATS,
                "tenant",
                Outcome.UNKNOWN,
                Severity.MEDIUM,
                title,
                Text.EMPTY,
                Text.EMPTY,
                Map.of(),
                "the usage reports do not tell the number of seats"));
    }

    private static Map<String, long[]> seats(UsageReport report) {
        Map<String, long[]> kinds = new LinkedHashMap<>();
        report.values().keySet().stream()
                .filter(name -> name.endsWith(TOTAL))
                .sorted()
                .forEach(name -> {
                    Long total = report.number(name);
                    Long used = report.number(name.replace(TOTAL, "_used_licenses"));
                    if (total != null && used != null && total > 0) {
                        kinds.put(
                                name.substring(name.indexOf(':') + 1, name.length() - TOTAL.length()),
                                new long[] {total, used});
                    }
                });
        return kinds;
    }

    private static Sighting fullSeats(Text title, String kind, long total, long used) {
        return fail(
                SEATS,
                "licence:" + kind,
                used >= total ? Severity.HIGH : Severity.MEDIUM,
                title,
                new Text(
                        used + " of " + total + " seats of " + kind + " are taken.",
                        kind + " 许可证已用 " + used + "/" + total + "。"),
                new Text(
                        "Offer more seats, or free those of unused accounts (HYG-04), before somebody new cannot be"
                                + " added.",
                        "建议加购，或先释放闲置账号（HYG-04），免得新人加不进来。"),
                Map.of("kind", kind, "total", total, "used", used));
    }

    /** Who has just lost files, or nearly, is told that Google is no backup. */
    private Sighting backup(Tenant tenant, Instant now) {
        Text title = new Text("A backup would help", "建议做备份");
        List<String> losses =
                stored
                        .search(FindingQuery.unresolved(now)
                                .ofTenants(List.of(tenant.id()))
                                .ofChecks(LOSSES))
                        .stream()
                        .map(Finding::checkId)
                        .distinct()
                        .sorted()
                        .toList();
        return losses.isEmpty()
                ? pass(BACKUP, title)
                : fail(
                        BACKUP,
                        "tenant",
                        Severity.LOW,
                        title,
                        new Text(
                                "Files were lost or nearly so; Google keeps deleted ones for 25 days and makes no backup.",
                                "刚发生过文件丢失或险些丢失；Google 只保留已删除文件 25 天，并不做备份。"),
                        new Text("Propose a backup of mail and files at the next call.", "下次沟通时建议对邮件和文件做备份。"),
                        Map.of("because", losses));
    }

    private static Sighting fail(
            String check,
            String subject,
            Severity severity,
            Text title,
            Text summary,
            Text remedy,
            Map<String, Object> evidence) {
        return new Sighting(check, subject, Outcome.FAIL, severity, title, summary, remedy, evidence, "");
    }

    private static Sighting pass(String check, Text title) {
        return new Sighting(check, "tenant", Outcome.PASS, Severity.LOW, title, Text.EMPTY, Text.EMPTY, Map.of(), "");
    }
}
