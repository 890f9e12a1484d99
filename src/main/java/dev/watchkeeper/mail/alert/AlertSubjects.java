package dev.watchkeeper.mail.alert;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.mail.page.Columns;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Subjects of threads: constants only, so that mail programs keep them together. */
final class AlertSubjects {
    private static final int LONGEST = 60;
    private static final int NAME = 12;

    private AlertSubjects() {}

    static String sla(SlaAlert alert, Tenant customer, Language language, ZoneId zone) {
        Words words = Words.of(language, zone);
        Instant due = alert.dueAt() == null ? alert.asOf() : alert.dueAt();
        LocalDate day = words.format().date(due);
        String time = words.format().time(due);
        String at = day.equals(words.format().date(alert.asOf()))
                ? time
                : words.say("brief.day", "date", words.format().subjectDay(day), "time", time);
        return Columns.cut(
                words.say(
                        "alert.subject.sla",
                        "customer",
                        name(customer),
                        "ticket",
                        Untrusted.of(alert.ticket()).plain(14),
                        "metric",
                        words.knows("metric." + alert.metric())
                                ? words.say("metric." + alert.metric())
                                : Untrusted.of(alert.metric()).plain(16),
                        "at",
                        at),
                LONGEST);
    }

    static String finding(Finding finding, Tenant customer, Language language) {
        Words words = Words.of(language, customer.zone());
        return Columns.cut(
                words.say(
                        "alert.subject.finding",
                        "severity",
                        words.severity(finding.severity()),
                        "customer",
                        name(customer),
                        "title",
                        Untrusted.of(finding.title().in(language)).plain(40)),
                LONGEST);
    }

    private static String name(Tenant customer) {
        return Untrusted.of(customer.shortName()).plain(NAME);
    }
}
