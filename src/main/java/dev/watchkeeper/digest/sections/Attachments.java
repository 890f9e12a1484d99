package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Claim;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.health.incidents.MonthBound;
import dev.watchkeeper.mail.page.Sheet;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.tenant.Tenant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The lists that travel with a digest: findings, and what a claim to Google needs. */
public final class Attachments {
    private static final int CELL = 400;

    private Attachments() {}

    static String name(DigestModel model, Voice voice) {
        return "findings-"
                + DateTimeFormatter.BASIC_ISO_DATE.format(
                        voice.format().date(model.facts().now()))
                + ".csv";
    }

    /** All lists there are. */
    public static List<Sheet> all(DigestModel model, Voice voice) {
        return Stream.concat(findings(model, voice).stream(), claims(model, voice).stream())
                .toList();
    }

    static boolean areWanted(DigestModel model, Voice voice) {
        return model.facts().reader().attachCsv() && !voice.minimal();
    }

    static String claimsName(DigestModel model, Voice voice) {
        return "google-claims-"
                + DateTimeFormatter.BASIC_ISO_DATE.format(
                        voice.format().date(model.facts().now()))
                + ".csv";
    }

    /** Per claim, customer and incident what Google asks for, ready to be copied. */
    private static Optional<Sheet> claims(DigestModel model, Voice voice) {
        if (!areWanted(model, voice)) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        for (Claim claim : model.facts().google().claims()) {
            for (Tenant customer : claim.customers(model.facts().customers())) {
                for (MonthBound.Part part : claim.bound().parts()) {
                    rows.add(List.of(
                            voice.product(claim.product()),
                            claim.bound().month().toString(),
                            cell(customer.name()),
                            cell(String.join(" ", customer.domains())),
                            cell(part.incident().id()),
                            part.from().truncatedTo(ChronoUnit.SECONDS).toString(),
                            part.to().truncatedTo(ChronoUnit.SECONDS).toString(),
                            String.valueOf(claim.bound().incidentMinutes()),
                            String.valueOf(claim.outages().incidentMinutes()),
                            String.valueOf(claim.bound().creditDays()),
                            claim.lastDay().toString()));
                }
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> header = new ArrayList<>();
        for (String column : List.of(
                "product",
                "month",
                "customer",
                "domains",
                "incident",
                "from",
                "to",
                "minutes",
                "outages",
                "days",
                "until")) {
            header.add(voice.say("csv.claim." + column));
        }
        return Optional.of(new Sheet(claimsName(model, voice), header, rows));
    }

    /** Every open finding in the order of the mail; empty if there is none or the reader wants none. */
    public static Optional<Sheet> findings(DigestModel model, Voice voice) {
        if (model.open().isEmpty() || !areWanted(model, voice)) {
            return Optional.empty();
        }
        Map<String, Tenant> customers = new HashMap<>();
        model.facts().customers().forEach(c -> customers.put(c.id(), c));
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : model.open()) {
            Tenant customer = customers.get(finding.tenantId());
            rows.add(List.of(
                    cell(customer == null ? finding.tenantId() : customer.name()),
                    voice.words().severity(finding.severity()),
                    voice.say("state." + finding.state(model.facts().now()).word()),
                    finding.checkId(),
                    cell(finding.title().in(voice.words().language())),
                    cell(finding.summary().in(voice.words().language())),
                    cell(finding.subject()),
                    cell(finding.remedy().in(voice.words().language())),
                    finding.openedAt()
                            .atZone(voice.words().zone())
                            .toLocalDateTime()
                            .truncatedTo(ChronoUnit.MINUTES)
                            .toString(),
                    String.valueOf(ChronoUnit.DAYS.between(
                            voice.format().date(finding.openedAt()),
                            voice.format().date(model.facts().now()))),
                    finding.id()));
        }
        List<String> header = new ArrayList<>();
        for (String column : List.of(
                "customer", "severity", "state", "check", "title", "what", "subject", "todo", "since", "days", "id")) {
            header.add(voice.say("csv." + column));
        }
        return Optional.of(new Sheet(name(model, voice), header, rows));
    }

    private static String cell(String text) {
        return Untrusted.of(text).plain(CELL);
    }
}
