package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.Cure;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.ZoneRecord;
import dev.watchkeeper.tenant.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Gives each finding that records can cure the records to publish: proposals are tried by the same lints on top of the
 * zone as it stands, and only what takes the finding away and brings no new one of weight is shown.
 */
final class Cures {
    private static final Text KEY_FROM_CONSOLE = new Text(
            "The key comes from the customer's Admin console alone: Apps, Google Workspace, Gmail, Authenticate email;"
                    + " it shows name and value to publish.",
            "密钥只能从客户的管理控制台获取：应用、Google Workspace、Gmail、验证电子邮件，其中显示要发布的名称和值。");

    private static final Set<DnsCode> REVEALED = EnumSet.of(DnsCode.STS_POLICY_UNREACHABLE, DnsCode.STS_POLICY_INVALID);

    private final DomainSession dns;
    private final FindingList before;
    /** Takes the look again over other records, with the policy file given; empty text for the file as it is. */
    private final BiFunction<DomainSession, String, FindingList> again;

    Cures(DomainSession dns, FindingList before, BiFunction<DomainSession, String, FindingList> again) {
        this.dns = dns;
        this.before = before;
        this.again = again;
    }

    /** The findings, with cures. */
    List<DnsFinding> of(List<Proposal> proposals) {
        List<DnsFinding> cured = new ArrayList<>(before.findings());
        Set<DnsCode> done = EnumSet.noneOf(DnsCode.class);
        for (Proposal proposal : proposals) {
            boolean empty = proposal.publish().isEmpty() && proposal.remove().isEmpty();
            if (empty || done.containsAll(codes(proposal))) {
                continue;
            }
            FindingList after = again.apply(dns.with(proposal.publish(), proposal.remove()), proposal.policyFile());
            if (bringsHarm(after)) {
                continue;
            }
            for (int i = 0; i < cured.size(); i++) {
                DnsFinding finding = cured.get(i);
                boolean mends = proposal.cures().contains(finding.code())
                        && isOf(proposal, finding.code())
                        && !after.has(finding.code());
                if (mends && done.add(finding.code())) {
                    cured.set(i, finding.withCure(cure(proposal)));
                }
            }
        }
        cured.replaceAll(f -> f.cure() == null && needsKey(f.code()) ? f.withCure(key(f)) : f);
        return cured;
    }

    private Set<DnsCode> codes(Proposal proposal) {
        Set<DnsCode> codes = EnumSet.noneOf(DnsCode.class);
        before.findings().stream()
                .map(DnsFinding::code)
                .filter(code -> proposal.cures().contains(code) && isOf(proposal, code))
                .forEach(codes::add);
        return codes;
    }

    /** True if a proposal changes records that the code is about. */
    private static boolean isOf(Proposal proposal, DnsCode code) {
        List<ZoneRecord> all = new ArrayList<>(proposal.publish());
        all.addAll(proposal.remove());
        return switch (code.area()) {
            case MX -> all.stream().anyMatch(r -> r.type().equals("MX"));
            case SPF ->
                all.stream()
                        .anyMatch(r ->
                                r.value().toLowerCase(java.util.Locale.ROOT).contains("spf"));
            case DKIM -> all.stream().anyMatch(r -> r.name().contains("._domainkey."));
            case DMARC -> all.stream().anyMatch(r -> r.name().contains("_dmarc."));
            default -> true;
        };
    }

    /** True if there is a new fault of weight; that a policy cannot be read shows only when its record can. */
    private boolean bringsHarm(FindingList after) {
        boolean worse = after.findings().stream()
                .anyMatch(f -> f.severity() != null
                        && f.severity().compareTo(Severity.MEDIUM) <= 0
                        && !before.has(f.code())
                        && !REVEALED.contains(f.code()));
        boolean darker = after.unknown().keySet().stream()
                .filter(area -> area.isEssential() && area != MailDnsArea.MTA_STS)
                .anyMatch(area -> !before.has(area));
        return worse || darker;
    }

    private Cure cure(Proposal proposal) {
        List<ZoneRecord> all = new ArrayList<>(proposal.publish());
        all.addAll(proposal.remove());
        long takes = all.stream().mapToLong(dns::seenTtl).max().orElse(0);
        String file = proposal.policyFile();
        Text says = file.isEmpty()
                ? proposal.says()
                : new Text(proposal.says().en() + "\n" + file, proposal.says().zh() + "\n" + file);
        return new Cure(proposal.publish(), proposal.remove(), takes, says);
    }

    private Cure key(DnsFinding finding) {
        return new Cure(
                List.of(), List.of(), dns.seenTtl(new ZoneRecord(finding.record(), "TXT", "", 0)), KEY_FROM_CONSOLE);
    }

    private static boolean needsKey(DnsCode code) {
        return code.area() == MailDnsArea.DKIM && code != DnsCode.DKIM_SELECTOR_UNKNOWN;
    }
}
