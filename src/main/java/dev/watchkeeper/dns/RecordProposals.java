package dev.watchkeeper.dns;

import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.ZoneRecord;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.Type;

/** Proposals for mail servers, keys, transport policies and what is beside mail. */
final class RecordProposals {
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String domain;
    private final DomainSession dns;
    private final Instant now;

    RecordProposals(String domain, DomainSession dns, Instant now) {
        this.domain = domain;
        this.dns = dns;
        this.now = now;
    }

    private static long ttl(Answer answer) {
        return answer.ttl() > 0 ? answer.ttl() : 3600;
    }

    /** Keeps what may stand in MX, and makes Google the host where nothing is left. */
    List<Proposal> mx(List<MxLint.Target> targets) {
        Answer answer = dns.ask(domain, Type.MX);
        if (answer.isUnknown() || !answer.aliases().isEmpty()) {
            return List.of();
        }
        List<MxLint.Target> keep = new ArrayList<>(targets.stream()
                .filter(t -> t.fault().isEmpty() && t.kind().isAccepted())
                .toList());
        if (keep.stream().anyMatch(t -> t.kind() == MailHosts.Kind.GATEWAY)) {
            keep.removeIf(t -> t.kind().isGoogle());
        } else if (keep.stream().anyMatch(t -> t.kind() == MailHosts.Kind.GOOGLE_NEW)) {
            keep.removeIf(t -> t.kind() == MailHosts.Kind.GOOGLE_OLD);
        }
        List<ZoneRecord> kept =
                keep.stream().map(t -> mx(t.preference(), t.host(), answer)).toList();
        List<ZoneRecord> remove = new ArrayList<>();
        for (Answer.Mx one : Few.of(answer.mx())) {
            ZoneRecord record = mx(one.preference(), one.target(), answer);
            if (!kept.contains(record) && !DomainName.isUnder(one.target(), "mx-verification.google.com")) {
                remove.add(record);
            }
        }
        List<ZoneRecord> publish = kept.isEmpty() ? List.of(mx(1, "smtp.google.com", answer)) : List.of();
        return List.of(new Proposal(
                EnumSet.allOf(DnsCode.class),
                publish,
                remove.stream().filter(r -> !publish.contains(r)).toList(),
                new Text(
                        "All mail from outside then arrives where it is read; fetch what reached the old host meanwhile.",
                        "此后外部来信都会送到正确的邮箱；请取回期间进入旧主机的邮件。")));
    }

    private ZoneRecord mx(int preference, String host, Answer answer) {
        return new ZoneRecord(domain, "MX", preference + " " + (host.equals(".") ? "." : host + "."), ttl(answer));
    }

    /** A domain that carries no mail says so. */
    List<Proposal> silent() {
        Answer mx = dns.ask(domain, Type.MX);
        Answer txt = dns.ask(domain, Type.TXT);
        Proposal dmarc = new DmarcProposal(domain, dns).rejecting();
        List<ZoneRecord> publish =
                new ArrayList<>(List.of(mx(0, ".", mx), new ZoneRecord(domain, "TXT", "v=spf1 -all", ttl(txt))));
        publish.addAll(dmarc.publish());
        List<ZoneRecord> remove = new ArrayList<>();
        mx.mx().forEach(one -> remove.add(mx(one.preference(), one.target(), mx)));
        txt.txts().stream()
                .filter(SpfRecord::isMeant)
                .forEach(t -> remove.add(new ZoneRecord(domain, "TXT", t.text(), ttl(txt))));
        remove.addAll(dmarc.remove());
        List<ZoneRecord> both = publish.stream().filter(remove::contains).toList();
        return List.of(new Proposal(
                EnumSet.of(DnsCode.NOMAIL_OPEN),
                publish.stream().filter(r -> !both.contains(r)).toList(),
                remove.stream().filter(r -> !both.contains(r)).limit(Few.MOST).toList(),
                new Text("Nobody can send in the name of this domain any more.", "此后任何人都无法冒用该域名发信。")));
    }

    /** What can be mended about a key without making a new one. */
    List<Proposal> dkim(List<String> selectors) {
        List<Proposal> proposals = new ArrayList<>();
        for (String selector : selectors) {
            String name = selector + "._domainkey." + domain;
            Answer answer = dns.ask(name, Type.TXT);
            if (answer.isUnknown() || !answer.aliases().isEmpty()) {
                continue;
            }
            List<Txt> records = answer.txts();
            List<Txt> good =
                    records.stream().filter(t -> DkimKey.parse(t).isGood()).toList();
            Answer doubled = records.isEmpty() ? dns.ask(name + "." + domain, Type.TXT) : answer;
            if (records.isEmpty() && doubled.txts().size() == 1) {
                Txt txt = doubled.txts().get(0);
                proposals.add(key(
                        List.of(new ZoneRecord(name, "TXT", txt.text(), ttl(doubled))),
                        List.of(new ZoneRecord(name + "." + domain, "TXT", txt.text(), ttl(doubled)))));
            } else if (records.size() > 1 && good.size() == 1) {
                List<ZoneRecord> rest = records.stream()
                        .filter(t -> !t.equals(good.get(0)))
                        .limit(Few.MOST)
                        .map(t -> new ZoneRecord(name, "TXT", t.text(), ttl(answer)))
                        .toList();
                proposals.add(key(List.of(), rest));
            } else if (records.size() == 1) {
                String value = mended(records.get(0).text());
                if (!value.equals(records.get(0).text())) {
                    proposals.add(key(
                            List.of(new ZoneRecord(name, "TXT", value, ttl(answer))),
                            List.of(new ZoneRecord(name, "TXT", records.get(0).text(), ttl(answer)))));
                }
            }
        }
        return proposals;
    }

    private static Proposal key(List<ZoneRecord> publish, List<ZoneRecord> remove) {
        return new Proposal(
                EnumSet.allOf(DnsCode.class),
                publish,
                remove,
                new Text(
                        "The same key, written so that receivers can read it; signing goes on as before.",
                        "密钥不变，只改为收件方能读取的写法；签名照常。"));
    }

    /** Without quotes, test mark and SHA-1; the names of tags in lower case. */
    private static String mended(String text) {
        StringBuilder out = new StringBuilder();
        for (String part : text.replace("\"", "").split(";", 20)) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                continue;
            }
            String tag = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = part.substring(equals + 1).strip();
            boolean weak = (tag.equals("t") && value.equalsIgnoreCase("y"))
                    || (tag.equals("h") && value.equalsIgnoreCase("sha1"));
            if (!weak) {
                out.append(out.isEmpty() ? "" : "; ")
                        .append(tag)
                        .append('=')
                        .append(tag.equals("v") ? "DKIM1" : tag.equals("p") ? value.replace(" ", "") : value);
            }
        }
        return out.toString();
    }

    /** A new id, and with it a policy file that covers the present hosts. */
    List<Proposal> sts(Set<DnsCode> codes, List<MxLint.Target> targets, StsPolicy policy) {
        String name = "_mta-sts." + domain;
        Answer answer = dns.ask(name, Type.TXT);
        if (answer.isUnknown() || !answer.aliases().isEmpty()) {
            return List.of();
        }
        List<ZoneRecord> remove = answer.txts().stream()
                .filter(t -> t.lower().strip().replace(" ", "").startsWith("v=sts"))
                .limit(Few.MOST)
                .map(t -> new ZoneRecord(name, "TXT", t.text(), ttl(answer)))
                .toList();
        ZoneRecord record = new ZoneRecord(name, "TXT", "v=STSv1; id=" + ID.format(now), ttl(answer));
        boolean file = codes.contains(DnsCode.STS_MX_NOT_COVERED) || codes.contains(DnsCode.STS_POLICY_INVALID);
        return List.of(new Proposal(
                EnumSet.of(
                        DnsCode.STS_TXT_INVALID,
                        DnsCode.STS_ID_STALE,
                        DnsCode.STS_MX_NOT_COVERED,
                        DnsCode.STS_POLICY_INVALID),
                List.of(record),
                remove.stream().filter(r -> !r.value().equals(record.value())).toList(),
                file ? policyFile(targets, policy) : "",
                file
                        ? new Text(
                                "First put the policy file below on the web host, then publish the new id.",
                                "请先把下面的策略文件放到网站上，再发布新的 id。")
                        : new Text("A new id makes senders fetch the policy again.", "新的 id 会让发件方重新获取策略。")));
    }

    private static String policyFile(List<MxLint.Target> targets, StsPolicy policy) {
        StringBuilder file = new StringBuilder("version: STSv1\nmode: ")
                .append(policy.mode().isEmpty() ? "testing" : policy.mode())
                .append('\n');
        targets.stream()
                .filter(t -> t.kind() != MailHosts.Kind.VERIFICATION)
                .map(t -> "mx: " + t.host() + "\n")
                .distinct()
                .limit(Few.MOST)
                .forEach(file::append);
        long age = policy.maxAge() > 0 && policy.faults().isEmpty() ? policy.maxAge() : 604_800;
        return file.append("max_age: ").append(age).append('\n').toString();
    }

    /** Reports about encryption go to the postmaster unless somebody better was written. */
    List<Proposal> tlsReports() {
        String name = "_smtp._tls." + domain;
        Answer answer = dns.ask(name, Type.TXT);
        if (answer.isUnknown() || !answer.aliases().isEmpty()) {
            return List.of();
        }
        List<ZoneRecord> remove = answer.txts().stream()
                .filter(t -> t.lower().strip().replace(" ", "").startsWith("v=tlsrpt"))
                .limit(Few.MOST)
                .map(t -> new ZoneRecord(name, "TXT", t.text(), ttl(answer)))
                .toList();
        String mail = remove.stream()
                .map(r -> r.value().toLowerCase(Locale.ROOT))
                .filter(v -> v.contains("mailto:"))
                .map(v -> v.substring(v.indexOf("mailto:")).split("[,; ]", 2)[0])
                .filter(v -> v.indexOf('@') > 0)
                .findFirst()
                .orElse("mailto:postmaster@" + domain);
        return List.of(new Proposal(
                EnumSet.of(DnsCode.TLSRPT_MISSING, DnsCode.TLSRPT_INVALID),
                List.of(new ZoneRecord(name, "TXT", "v=TLSRPTv1; rua=" + mail, ttl(answer))),
                remove,
                new Text("Failures of encryption are reported there daily.", "加密失败会每天报告到该地址。")));
    }

    List<Proposal> extras(Set<DnsCode> codes) {
        List<Proposal> proposals = new ArrayList<>();
        if (codes.contains(DnsCode.BIMI_INVALID)) {
            String name = "default._bimi." + domain;
            Answer answer = dns.ask(name, Type.TXT);
            proposals.add(new Proposal(
                    EnumSet.of(DnsCode.BIMI_INVALID),
                    List.of(),
                    answer.txts().stream()
                            .filter(t -> t.lower().startsWith("v=bimi"))
                            .limit(Few.MOST)
                            .map(t -> new ZoneRecord(name, "TXT", t.text(), ttl(answer)))
                            .toList(),
                    new Text(
                            "No logo is shown today either; publish a valid record when there is one.",
                            "目前也不会显示徽标；有有效记录后再发布。")));
        }
        if (codes.contains(DnsCode.CAA_BLOCKS_GOOGLE)) {
            for (String name = "www." + domain; name.indexOf('.') > 0; name = name.substring(name.indexOf('.') + 1)) {
                Answer answer = dns.ask(name, Type.CAA);
                if (answer.hasRecords()) {
                    proposals.add(new Proposal(
                            EnumSet.of(DnsCode.CAA_BLOCKS_GOOGLE),
                            List.of(new ZoneRecord(
                                    answer.aliases().isEmpty()
                                            ? name
                                            : answer.aliases()
                                                    .get(answer.aliases().size() - 1),
                                    "CAA",
                                    "0 issue \"pki.goog\"",
                                    ttl(answer))),
                            List.of(),
                            new Text(
                                    "Google may then issue the certificate; the others stay.",
                                    "此后 Google 也可签发证书，其余不变。")));
                    break;
                }
            }
        }
        return proposals;
    }
}
