package dev.watchkeeper.app;

import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.smtp.MailSettings;
import dev.watchkeeper.mail.smtp.SmtpSettings;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What single values of {@code watchkeeper.yaml} cannot see: secrets in the open, header lines, who would get no mail. */
final class SettingsChecks {
    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("(?i)[?&;](password|pwd|sslpassword)=|//[^/@?]*:[^/@?]*@");
    private static final Pattern BREAKS_A_LINE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u0085]");
    private static final Pattern HOST_NAME = Pattern.compile(
            "\\[[0-9a-fA-F.:IPv]+]|(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final int NAMED = 10;

    private final Bound<Settings> settings;
    private final Problems problems;

    SettingsChecks(Bound<Settings> settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check(Portfolio portfolio) {
        Settings all = settings.value();
        if (PASSWORD_IN_URL.matcher(all.database().url()).find()) {
            error(
                    "database.url",
                    "it holds a password, which logs and process lists would show",
                    "write the password to database.password, as ${env:NAME} or ${file:PATH}");
        }
        for (Capacity.Shortage shortage :
                Capacity.shortages(all, portfolio.tenants().size())) {
            problems.warning(settings.at(shortage.key()), shortage.key(), shortage.message(), shortage.remedy());
        }
        MailSettings mail = all.mail();
        oneLine("mail.fromName", mail.fromName());
        all.report()
                .logoProblem()
                .ifPresent(problem -> error("report.logo", problem, "name a PNG file, or leave report.logo out"));
        smtp("mail.smtp", mail.smtp());
        smtp("mail.fallback", mail.fallback());
        if (mail.mode() == MailMode.LIVE) {
            recipients(mail, portfolio);
        }
    }

    private void smtp(String path, @Nullable SmtpSettings smtp) {
        if (smtp == null) {
            return;
        }
        String hello = smtp.helloName();
        if (hello != null && !HOST_NAME.matcher(hello).matches()) {
            error(
                    path + ".helloName",
                    "it is no host name",
                    "write our public host name, for example mail.reseller.example");
        }
        if (!HOST_NAME.matcher(smtp.host()).matches() && !smtp.host().contains(":")) {
            error(path + ".host", "it is no host name", "for example smtp.reseller.example");
        }
        String bounceTo = smtp.bounceTo();
        if (bounceTo != null) {
            try {
                Mailbox.of(bounceTo);
            } catch (IllegalArgumentException e) {
                error(path + ".bounceTo", String.valueOf(e.getMessage()), "");
            }
        }
    }

    private void oneLine(String key, String value) {
        if (BREAKS_A_LINE.matcher(value).find()) {
            error(key, "it holds a line break or another control character", "write it on one line");
        }
    }

    /** Mail to these would wait for a person, each day anew. */
    private void recipients(MailSettings mail, Portfolio portfolio) {
        List<String> allowed = mail.allowedDomains().stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .toList();
        List<Person> outside = portfolio.people().stream()
                .filter(person -> !allowed.contains(domain(person.email())))
                .toList();
        if (!outside.isEmpty()) {
            String names = outside.stream()
                    .limit(NAMED)
                    .map(person -> person.id() + " (" + person.email() + ")")
                    .collect(Collectors.joining(", "));
            problems.warning(
                    settings.at("mail.allowedDomains"),
                    "mail.allowedDomains",
                    "mail to these people would wait and not be sent, their domains are not listed: " + names
                            + (outside.size() > NAMED ? " and " + (outside.size() - NAMED) + " more" : ""),
                    "add their domains, or correct their addresses in people.yaml");
        }
        String operator = mail.operator();
        if (operator != null && !allowed.contains(domain(operator))) {
            problems.warning(
                    settings.at("mail.operator"),
                    "mail.operator",
                    "mail to " + operator + " would wait and not be sent, its domain is not in mail.allowedDomains",
                    "add the domain");
        }
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private void error(String key, String message, String remedy) {
        problems.error(settings.at(key), key, message, remedy);
    }
}
