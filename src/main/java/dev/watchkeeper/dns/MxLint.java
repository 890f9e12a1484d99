package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.tenant.MailSetup.InboundGateway;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.xbill.DNS.Type;

/** MX: who takes the mail of a domain (RFC 5321 5.1, RFC 7505, RFC 2181 10.3). */
final class MxLint {
    private static final Pattern FOUR_NUMBERS = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+");
    private static final int MOST_TARGETS = 20;
    private static final int MOST_JUDGED = 100;

    /** What MX says, for the lints that depend on it. */
    record Result(Answer answer, List<Target> targets) {
        boolean isKnown() {
            return !answer.isUnknown();
        }

        boolean hasGoogle() {
            return targets.stream().anyMatch(t -> t.kind().isGoogle());
        }
    }

    /** One MX host; {@code fault} is empty if nothing is wrong with the name. */
    record Target(int preference, String host, MailHosts.Kind kind, String provider, String fault) {
        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("preference", preference);
            shown.put("host", Txt.printable(host));
            shown.put("kind", kind.name().toLowerCase(Locale.ROOT));
            if (!provider.isEmpty()) {
                shown.put("provider", provider);
            }
            if (!fault.isEmpty()) {
                shown.put("fault", fault);
            }
            return shown;
        }
    }

    private final MailHosts hosts;

    MxLint(MailHosts hosts) {
        this.hosts = hosts;
    }

    Result lint(String domain, Expectations expected, Questions dns, FindingList found) {
        Answer answer = dns.askForAbsence(domain, Type.MX);
        if (answer.isUnknown()) {
            return new Result(answer, List.of());
        }
        if (answer.isAbsent()) {
            Answer web = dns.ask(domain, Type.A);
            found.add(
                    DnsCode.MX_MISSING,
                    Severity.CRITICAL,
                    domain + " MX",
                    "mail_goes_to",
                    Few.of(web.addresses()).stream()
                            .map(a -> a.getHostAddress())
                            .toList());
            return new Result(answer, List.of());
        }
        List<Answer.Mx> mx = answer.mx();
        if (mx.size() == 1 && mx.get(0).target().equals(".")) {
            found.add(DnsCode.MX_NULL, Severity.CRITICAL, domain + " MX " + shown(mx.get(0)));
            return new Result(answer, List.of());
        }
        List<Target> targets = new ArrayList<>();
        for (Answer.Mx one : mx.subList(0, Math.min(mx.size(), MOST_JUDGED))) {
            MailHosts.Kind kind = hosts.kind(one.target(), domain, expected);
            boolean asked = targets.size() < MOST_TARGETS && kind != MailHosts.Kind.VERIFICATION;
            String fault = asked ? fault(one.target(), domain, dns) : "";
            targets.add(new Target(one.preference(), one.target(), kind, hosts.provider(one.target()), fault));
        }
        if (mx.size() > MOST_TARGETS) {
            dns.gap(domain + " has " + mx.size() + " MX records, of which " + MOST_TARGETS + " were looked at");
        }
        judge(domain, expected, targets, found);
        return new Result(answer, targets);
    }

    private String fault(String host, String domain, Questions dns) {
        if (host.equals(".")) {
            return "the null MX must stand alone";
        }
        if (host.startsWith("[")
                || host.indexOf(':') >= 0
                || FOUR_NUMBERS.matcher(host).matches()) {
            return "an IP address, not a host name";
        }
        if (DomainName.isUnder(host, domain) && !host.equals(domain)) {
            String before = host.substring(0, host.length() - domain.length() - 1);
            if (hosts.isKnown(before)) {
                return "the domain's own name is appended to " + before;
            }
        }
        Answer v4 = dns.askForAbsence(host, Type.A);
        if (!v4.aliases().isEmpty() && !v4.isUnknown()) {
            return "an alias of " + Txt.printable(v4.aliases().get(v4.aliases().size() - 1));
        }
        if (v4.hasRecords()) {
            return hosts.isKnown(host) ? "" : insideOnly(v4);
        }
        Answer v6 = v4.kind() == Answer.Kind.NXDOMAIN ? v4 : dns.askForAbsence(host, Type.AAAA);
        if (v6.hasRecords()) {
            return v4.isUnknown() || hosts.isKnown(host) ? "" : insideOnly(v6);
        }
        return v4.isUnknown() || v6.isUnknown() ? "" : "no address";
    }

    /** A host that only its own network can reach takes no mail from outside. */
    private static String insideOnly(Answer answer) {
        List<InetAddress> addresses = answer.addresses();
        boolean reachable = addresses.stream().anyMatch(a -> Addresses.inside(a).isEmpty());
        if (reachable || addresses.isEmpty()) {
            return "";
        }
        InetAddress first = addresses.get(0);
        return "its address " + first.getHostAddress() + " is " + Addresses.inside(first)
                + ": nobody outside reaches it";
    }

    private static void judge(String domain, Expectations expected, List<Target> all, FindingList found) {
        String name = domain + " MX";
        List<Target> bad = all.stream().filter(t -> !t.fault().isEmpty()).toList();
        List<Target> good = all.stream()
                .filter(t -> t.fault().isEmpty() && t.kind() != MailHosts.Kind.VERIFICATION)
                .toList();
        List<Target> accepted = good.stream().filter(t -> t.kind().isAccepted()).toList();
        List<Target> foreign = good.stream().filter(t -> !t.kind().isAccepted()).toList();
        if (!bad.isEmpty()) {
            boolean noneLeft = good.isEmpty();
            found.add(
                    DnsCode.MX_BAD_TARGET,
                    noneLeft ? Severity.CRITICAL : Severity.HIGH,
                    name,
                    "targets",
                    bad.stream().map(Target::shown).toList());
        }
        if (good.isEmpty() && bad.isEmpty()) {
            found.add(DnsCode.MX_MISSING, Severity.CRITICAL, name, "only", "ownership proof");
            return;
        }
        if (accepted.isEmpty() && !foreign.isEmpty()) {
            found.add(DnsCode.MX_NOT_GOOGLE, Severity.CRITICAL, name, "hosts", shown(foreign));
            return;
        }
        int best = accepted.stream().mapToInt(Target::preference).min().orElse(Integer.MAX_VALUE);
        List<Target> first =
                foreign.stream().filter(t -> t.preference() <= best).toList();
        List<Target> backup =
                foreign.stream().filter(t -> t.preference() > best).toList();
        if (!first.isEmpty()) {
            found.add(DnsCode.MX_FOREIGN_FIRST, Severity.CRITICAL, name, "hosts", shown(first));
        }
        if (!backup.isEmpty()) {
            found.add(DnsCode.MX_FOREIGN_BACKUP, Severity.HIGH, name, "hosts", shown(backup));
        }
        judgeGateways(name, expected, accepted, found);
        judgeGoogleSets(name, accepted, found);
    }

    private static void judgeGateways(String name, Expectations expected, List<Target> accepted, FindingList found) {
        List<Target> gateways = accepted.stream()
                .filter(t -> t.kind() == MailHosts.Kind.GATEWAY)
                .toList();
        List<Target> google = accepted.stream().filter(t -> t.kind().isGoogle()).toList();
        if (!gateways.isEmpty() && !google.isEmpty()) {
            found.add(DnsCode.MX_GATEWAY_BYPASS, Severity.MEDIUM, name, "gateways", shown(gateways));
        } else if (!gateways.isEmpty()) {
            found.remark(DnsCode.MX_GATEWAY, name, "gateways", shown(gateways));
        } else if (!google.isEmpty() && !expected.gateways().isEmpty()) {
            found.add(DnsCode.MX_GATEWAY_BYPASS, Severity.MEDIUM, name, "gateway_missing", expected.gateways());
        }
        if (!gateways.isEmpty() && expected.inboundGateway() == InboundGateway.EMPTY) {
            found.add(DnsCode.MX_GATEWAY_NOT_DECLARED, Severity.HIGH, name, "gateways", shown(gateways));
        }
        if (!google.isEmpty() && expected.inboundGateway() == InboundGateway.REJECTS_ALL_OTHERS) {
            found.add(DnsCode.MX_GATEWAY_REJECTS_ALL, Severity.CRITICAL, name);
        }
    }

    private static void judgeGoogleSets(String name, List<Target> accepted, FindingList found) {
        boolean young = accepted.stream().anyMatch(t -> t.kind() == MailHosts.Kind.GOOGLE_NEW);
        boolean old = accepted.stream().anyMatch(t -> t.kind() == MailHosts.Kind.GOOGLE_OLD);
        if (young && old) {
            found.add(DnsCode.MX_MIXED_SETS, Severity.LOW, name);
        } else if (old) {
            found.remark(DnsCode.MX_OLD_SET, name);
        }
    }

    static List<Map<String, Object>> shown(List<Target> targets) {
        return targets.stream().map(Target::shown).toList();
    }

    private static String shown(Answer.Mx mx) {
        return mx.preference() + " " + mx.target();
    }
}
