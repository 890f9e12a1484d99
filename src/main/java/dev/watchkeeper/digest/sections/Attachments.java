package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.finding.Finding;
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

/** The list of findings that travels with a digest. */
public final class Attachments {
    private static final int CELL = 400;

    private Attachments() {}

    static String name(DigestModel model, Voice voice) {
        return "findings-"
                + DateTimeFormatter.BASIC_ISO_DATE.format(
                        voice.format().date(model.facts().now()))
                + ".csv";
    }

    /** Every open finding in the order of the mail; empty if there is none or the reader wants none. */
    public static Optional<Sheet> findings(DigestModel model, Voice voice) {
        if (model.open().isEmpty() || !model.facts().reader().attachCsv() || voice.minimal()) {
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
