package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.maildns.Cure;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.ZoneRecord;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * EML-01 to EML-08: faults in the mail DNS of the tenant's domains (RFC 7208, 6376, 9989, 8461, 8460). Each fault has the
 * severity of its code; a domain counts with its worst one. What could not be read is unknown, never passed.
 */
final class MailDnsFaults implements HealthCheck {
    private static final Set<DnsCode> OTHER_HOSTS = EnumSet.of(
            DnsCode.MX_FOREIGN_FIRST,
            DnsCode.MX_FOREIGN_BACKUP,
            DnsCode.MX_GATEWAY_NOT_DECLARED,
            DnsCode.MX_GATEWAY_REJECTS_ALL,
            DnsCode.MX_GATEWAY_BYPASS,
            DnsCode.MX_MIXED_SETS);

    private static final Set<MailDnsArea> NEEDS_MAIL =
            EnumSet.of(MailDnsArea.DKIM, MailDnsArea.MTA_STS, MailDnsArea.TLS_RPT);

    private final String id;
    private final MailDnsArea area;
    private final Set<DnsCode> codes;

    private MailDnsFaults(String id, MailDnsArea area, Set<DnsCode> codes) {
        this.id = id;
        this.area = area;
        this.codes = codes;
    }

    static MailDnsFaults mx() {
        Set<DnsCode> codes = of(MailDnsArea.MX);
        codes.removeAll(OTHER_HOSTS);
        return new MailDnsFaults("EML-01", MailDnsArea.MX, codes);
    }

    static MailDnsFaults otherHosts() {
        return new MailDnsFaults("EML-02", MailDnsArea.MX, OTHER_HOSTS);
    }

    static MailDnsFaults domain() {
        return new MailDnsFaults(
                "EML-03",
                MailDnsArea.DOMAIN,
                of(MailDnsArea.DOMAIN, MailDnsArea.REGISTRATION, MailDnsArea.NAME_SERVERS));
    }

    static MailDnsFaults spf() {
        return new MailDnsFaults("EML-04", MailDnsArea.SPF, of(MailDnsArea.SPF));
    }

    static MailDnsFaults dkim() {
        return new MailDnsFaults("EML-05", MailDnsArea.DKIM, of(MailDnsArea.DKIM));
    }

    static MailDnsFaults dmarc() {
        return new MailDnsFaults("EML-06", MailDnsArea.DMARC, of(MailDnsArea.DMARC));
    }

    static MailDnsFaults transportPolicy() {
        return new MailDnsFaults("EML-07", MailDnsArea.MTA_STS, of(MailDnsArea.MTA_STS));
    }

    static MailDnsFaults transportReports() {
        return new MailDnsFaults("EML-08", MailDnsArea.TLS_RPT, of(MailDnsArea.TLS_RPT));
    }

    private static Set<DnsCode> of(MailDnsArea... areas) {
        Set<MailDnsArea> wanted = Set.of(areas);
        Set<DnsCode> codes = EnumSet.noneOf(DnsCode.class);
        for (DnsCode code : DnsCode.values()) {
            if (wanted.contains(code.area())) {
                codes.add(code);
            }
        }
        return codes;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<MailDns> looks = facts.mailDns().get();
        List<Verdict> verdicts = new ArrayList<>();
        looks.forEach(look -> verdicts.add(judge(look, limits)));
        boolean allPassed =
                verdicts.stream().allMatch(v -> v.outcome() == dev.watchkeeper.finding.Sighting.Outcome.PASS);
        if (allPassed) {
            return List.of(Verdict.pass(
                    Evidence.of("domains", looks.stream().map(MailDns::domain).toList())));
        }
        return verdicts;
    }

    /** A policy of none is a way to begin, until it has stood for too long. */
    private static DnsFinding aged(DnsFinding finding, MailDns look, Limits limits) {
        if (finding.code() != DnsCode.DMARC_NONE
                || finding.severity() != null
                || !(finding.detail().get("seen_since") instanceof String since)
                || !Instant.parse(since).plus(limits.days("none_days")).isBefore(look.checkedAt())) {
            return finding;
        }
        return finding.as(Severity.MEDIUM);
    }

    private Verdict judge(MailDns look, Limits limits) {
        List<DnsFinding> faults = look.findings().stream()
                .map(f -> aged(f, look, limits))
                .filter(f -> f.severity() != null && codes.contains(f.code()))
                .filter(f -> f.code() != DnsCode.DNS_UNKNOWN || saysNothingOfTheDomain(look))
                .sorted(Comparator.comparing(MailDnsFaults::severity))
                .toList();
        if (!faults.isEmpty()) {
            return fail(look, faults);
        }
        String subject = Plain.subject("domain", look.domain());
        String gap = look.gap(area);
        if (look.has(DnsCode.DOMAIN_NXDOMAIN)) {
            return Verdict.unknown(new Text(look.domain() + " does not exist in DNS", "DNS 中不存在 " + look.domain()))
                    .about(subject);
        }
        if (carriesNoMail(look) && NEEDS_MAIL.contains(area)) {
            return Verdict.notApplicable(new Text(look.domain() + " carries no mail", look.domain() + " 不收发邮件"))
                    .about(subject);
        }
        if (gap != null || !look.examined().contains(area)) {
            String why = gap == null ? "not asked in this round" : Plain.line(gap, 200);
            return Verdict.unknown(new Text(
                            "the DNS of " + look.domain() + " could not be read: " + why,
                            look.domain() + " 的 DNS 无法读取：" + why))
                    .about(subject);
        }
        if (area == MailDnsArea.DKIM && look.has(DnsCode.DKIM_SELECTOR_UNKNOWN)) {
            return Verdict.unknown(new Text(
                            look.domain() + " has a key under a selector we do not know; ask which one",
                            look.domain() + " 的密钥在未知选择器下，请询问选择器名称"))
                    .about(subject);
        }
        if ((area == MailDnsArea.MTA_STS || area == MailDnsArea.TLS_RPT) && !publishesPolicy(look)) {
            return Verdict.notApplicable(
                            new Text(look.domain() + " publishes no MTA-STS", look.domain() + " 未启用 MTA-STS"))
                    .about(subject);
        }
        return Verdict.pass(Evidence.of("domain", look.domain())).about(subject);
    }

    /** That a single kind of record cannot be read is told by the check of that record. */
    private static boolean saysNothingOfTheDomain(MailDns look) {
        return !look.isBlind()
                && (look.unknown().isEmpty()
                        || look.gap(MailDnsArea.DOMAIN) != null
                        || look.gap(MailDnsArea.MX) != null);
    }

    private static boolean carriesNoMail(MailDns look) {
        return "none".equals(look.facts().get("mail"));
    }

    private static boolean publishesPolicy(MailDns look) {
        return look.facts().get("mta_sts") instanceof Map<?, ?> sts && !"none".equals(sts.get("result"));
    }

    private static Verdict fail(MailDns look, List<DnsFinding> faults) {
        DnsFinding worst = faults.get(0);
        Map<String, Object> also = new LinkedHashMap<>();
        faults.stream()
                .skip(1)
                .forEach(f -> also.put(
                        f.code().name(),
                        f.severityWord() + ": " + f.code().problem().en()));
        Evidence evidence = Evidence.of("domain", look.domain())
                .with("code", worst.code().name())
                .with("record", worst.record())
                .with("detail", worst.detail())
                .with("confirmed", worst.confirmed())
                .with("checked_at", look.checkedAt());
        if (!also.isEmpty()) {
            evidence.with("also", also);
        }
        Cure cure = worst.cure();
        if (cure != null && cure.hasRecords()) {
            evidence.with(
                            "publish",
                            cure.publish().stream().map(ZoneRecord::shown).toList())
                    .with(
                            "remove",
                            cure.remove().stream().map(ZoneRecord::shown).toList())
                    .with("takes_seconds", cure.takesSeconds());
        }
        Text problem = worst.code().problem();
        Text notice = worst.code().notice();
        return Verdict.fail(Plain.subject("domain", look.domain()), evidence)
                .as(severity(worst))
                .saying(
                        new Text(
                                look.domain() + ": " + problem.en() + ". " + notice.en(),
                                look.domain() + "：" + problem.zh() + "。" + notice.zh()),
                        worst.code().remedy());
    }

    private static Severity severity(DnsFinding finding) {
        return finding.severity() == null ? Severity.LOW : finding.severity();
    }
}
