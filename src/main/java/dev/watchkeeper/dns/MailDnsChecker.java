package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.health.maildns.MailDnsArea;
import dev.watchkeeper.health.maildns.Registration;
import dev.watchkeeper.health.maildns.Unread;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Type;

/**
 * Looks at the mail DNS of one domain, tenant or not. Never throws for what the network does or strangers publish: what
 * fails in one area leaves that area unknown. Safe for use by many threads; the questions under way are bounded by the
 * client.
 */
public final class MailDnsChecker {
    private static final Logger log = LoggerFactory.getLogger(MailDnsChecker.class);

    private static final StsFetcher.Fetched NOT_FETCHED = StsFetcher.Fetched.unknown("no policy was to be fetched");

    private final DnsClient client;
    private final StsFetcher fetcher;
    private final RegistrationSource registrations;
    private final Clock clock;
    private final ControlName control;
    private final MxLint mx = new MxLint(MailHosts.packaged());
    private final SharedAnswers shared = new SharedAnswers();

    /** A checker over the real network, as the settings have it. */
    public static MailDnsChecker open(DnsSettings settings, LongSupplier nanoClock, Clock clock) {
        DnsClient client = new DnsClient(settings);
        return new MailDnsChecker(
                client,
                new HttpStsFetcher(nanoClock, settings.mtaStsUrl()),
                RdapSource.open(client, settings.rdap(), nanoClock),
                clock);
    }

    /** A checker that asks no registry. */
    public MailDnsChecker(DnsClient client, StsFetcher fetcher, Clock clock) {
        this(client, fetcher, RegistrationSource.OFF, clock);
    }

    public MailDnsChecker(DnsClient client, StsFetcher fetcher, RegistrationSource registrations, Clock clock) {
        this.client = client;
        this.fetcher = fetcher;
        this.registrations = registrations;
        this.clock = clock;
        this.control = new ControlName(client, clock);
    }

    /** Why our own DNS cannot be trusted at present, in words; empty while it can. Asks DNS now and then. */
    public String trouble() {
        return control.trouble();
    }

    /**
     * One look, as it stands; {@link DnsHistory#judge} makes of it what may be told.
     *
     * @param domain an A-label name as {@link DomainName#parse} gives it
     * @param full false asks for existence and MX only
     */
    public MailDns look(String domain, Expectations expected, DnsHistory history, boolean full) {
        String known = control.trouble(clock.instant());
        if (!known.isEmpty()) {
            return nothingRead(domain, areas(full), known, known);
        }
        Look look = new Look(domain, expected, history, full);
        look.take();
        boolean doubtful = look.found.findings().stream().anyMatch(MailDnsChecker::isAbsence)
                || look.found.unknown().keySet().stream().anyMatch(MailDnsArea::isEssential);
        String trouble = doubtful ? control.trouble() : "";
        if (!trouble.isEmpty()) {
            return look.blind(trouble);
        }
        look.readRegistration();
        return look.result(look.cured());
    }

    private static boolean isAbsence(DnsFinding finding) {
        return DnsHistory.isUrgent(finding);
    }

    /** One look at one domain; used by one thread. */
    private final class Look {
        private final String domain;
        private final Expectations expected;
        private final DnsHistory history;
        private final boolean full;
        private final Instant now = clock.instant();
        private final DomainSession dns;
        private final FindingList found = new FindingList();
        private final Map<String, Object> facts = new LinkedHashMap<>();
        private final Set<MailDnsArea> examined;
        private final StsFetcher files;
        private List<MxLint.Target> targets = List.of();
        private @Nullable Registration registration;
        private StsFetcher.Fetched fetched = NOT_FETCHED;

        Look(String domain, Expectations expected, DnsHistory history, boolean full) {
            this(domain, expected, history, full, new DomainSession(client, shared, domain, clock), fetcher);
            confined(MailDnsArea.DOMAIN, () -> dns.prefetch(usualQuestions()));
        }

        private Look(
                String domain,
                Expectations expected,
                DnsHistory history,
                boolean full,
                DomainSession dns,
                StsFetcher files) {
            this.domain = domain;
            this.expected = expected;
            this.history = history;
            this.full = full;
            this.dns = dns;
            this.files = files;
            this.examined = areas(full);
        }

        void take() {
            boolean readable = Boolean.TRUE.equals(confined(MailDnsArea.DOMAIN, this::lintExistence));
            if (expected.withoutMail()) {
                facts.put("mail", "none");
            }
            if (readable && expected.withoutMail()) {
                if (full) {
                    confined(MailDnsArea.DMARC, () -> {
                        facts.putAll(NoMailLint.lint(domain, dns, found));
                        return true;
                    });
                }
            } else if (readable) {
                lintMail();
            }
            fillIn(facts, full, found.has(DnsCode.DOMAIN_NXDOMAIN) || expected.withoutMail());
        }

        /** Asked last, and not again when a remedy is tried: the registry says the same whatever the zone holds. */
        void readRegistration() {
            if (full) {
                registration = confined(
                        MailDnsArea.REGISTRATION,
                        () -> RegistrationLint.lint(domain, history.registration(), registrations, now, found, facts));
            }
        }

        private void lintMail() {
            MxLint.Result hosts =
                    confined(MailDnsArea.MX, () -> mx.lint(domain, expected, about(MailDnsArea.MX), found));
            if (hosts == null) {
                hosts = new MxLint.Result(Answer.unknown(domain, Type.MX, Answer.Reason.MALFORMED), List.of());
            }
            targets = hosts.targets();
            facts.put("mx", MxLint.shown(Few.of(hosts.targets())));
            facts.put("mx_ttl", hosts.answer().ttl());
            if (full) {
                lintMore(hosts);
            }
        }

        private void lintMore(MxLint.Result hosts) {
            SpfLint.Result spf =
                    confined(MailDnsArea.SPF, () -> SpfLint.lint(domain, expected, about(MailDnsArea.SPF), found));
            keep("spf", spf == null ? null : spf.facts());
            DkimLint.Result dkim =
                    confined(MailDnsArea.DKIM, () -> DkimLint.lint(domain, expected, about(MailDnsArea.DKIM), found));
            keep("dkim", dkim == null ? null : dkim.facts());
            keep(
                    "dmarc",
                    confined(
                            MailDnsArea.DMARC,
                            () -> DmarcLint.lint(
                                    domain,
                                    spf == null ? SpfLint.UNREAD : spf,
                                    dkim == null ? DkimLint.UNREAD : dkim,
                                    history,
                                    now,
                                    about(MailDnsArea.DMARC),
                                    found)));
            Map<String, Object> sts = confined(
                    MailDnsArea.MTA_STS,
                    () -> StsLint.lint(domain, hosts, history, about(MailDnsArea.MTA_STS), this::fetch, found));
            keep("mta_sts", sts);
            keep(
                    "tls_rpt",
                    confined(
                            MailDnsArea.TLS_RPT,
                            () -> StsLint.lintReporting(
                                    domain, sts == null ? Map.of() : sts, about(MailDnsArea.TLS_RPT), found)));
            confined(MailDnsArea.BIMI, () -> ExtrasLint.lintBimi(domain, about(MailDnsArea.BIMI), found));
            confined(MailDnsArea.CAA, () -> ExtrasLint.lintCaa(domain, about(MailDnsArea.CAA), found));
            if (client.settings().nameServers()) {
                keep(
                        "name_servers",
                        confined(MailDnsArea.NAME_SERVERS, () -> nameServers().lint(history, now)));
            }
        }

        private StsFetcher.Fetched fetch(String name, List<InetAddress> addresses) {
            fetched = files.fetch(name, addresses);
            return fetched;
        }

        private NameServerLint nameServers() {
            return new NameServerLint(client, about(MailDnsArea.NAME_SERVERS), domain, found);
        }

        private void keep(String part, @Nullable Object value) {
            if (value != null) {
                facts.put(part, value);
            }
        }

        private Questions about(MailDnsArea area) {
            return dns.about(area, found);
        }

        /** What a stranger's records do to one lint stays in its area, be it an exception or an error of the machine. */
        private <T> @Nullable T confined(MailDnsArea area, Supplier<? extends @Nullable T> lint) {
            try {
                return lint.get();
            } catch (RuntimeException | Error e) {
                found.gap(area, "our reading of it failed: " + e.getClass().getSimpleName());
                log.warn("the {} of {} could not be judged: {}", area.word(), domain, e.toString());
                log.debug("where it failed", e);
                return null;
            }
        }

        /** True if the domain exists and its records can be asked for. */
        private boolean lintExistence() {
            Questions questions = about(MailDnsArea.DOMAIN);
            Answer soa = questions.askForAbsence(domain, Type.SOA, a -> a.kind() != Answer.Kind.NXDOMAIN);
            if (soa.kind() == Answer.Kind.NXDOMAIN && soa.aliases().isEmpty()) {
                found.add(DnsCode.DOMAIN_NXDOMAIN, Severity.CRITICAL, domain, "resolvers", 2);
                return false;
            }
            if (!soa.isUnknown()) {
                return true;
            }
            if (soa.reason() == Answer.Reason.BOGUS) {
                found.add(DnsCode.DOMAIN_DNSSEC_BOGUS, Severity.CRITICAL, domain);
            } else if (!questions.ask(domain, Type.MX).isUnknown()) {
                return true; // some types can be read
            } else if (full && client.settings().nameServers()) {
                nameServers().lintSilence();
            }
            examined.stream()
                    .filter(area -> area != MailDnsArea.REGISTRATION)
                    .forEach(area -> found.gap(area, soa.name() + ": " + soa.why()));
            return false;
        }

        /** What every look asks, sent at once. */
        private List<DnsClient.Question> usualQuestions() {
            List<DnsClient.Question> usual = new ArrayList<>();
            usual.add(new DnsClient.Question(domain, Type.SOA));
            usual.add(new DnsClient.Question(domain, Type.MX));
            if (full) {
                usual.add(new DnsClient.Question(domain, Type.TXT));
                usual.add(new DnsClient.Question("_dmarc." + domain, Type.TXT));
                if (!expected.withoutMail()) {
                    usual.add(new DnsClient.Question("google._domainkey." + domain, Type.TXT));
                    usual.add(new DnsClient.Question(DkimLint.PROBE + "._domainkey." + domain, Type.TXT));
                    usual.add(new DnsClient.Question("_mta-sts." + domain, Type.TXT));
                    usual.add(new DnsClient.Question("_smtp._tls." + domain, Type.TXT));
                    usual.add(new DnsClient.Question("default._bimi." + domain, Type.TXT));
                    usual.add(new DnsClient.Question("www." + domain, Type.A));
                    if (client.settings().nameServers()) {
                        usual.add(new DnsClient.Question(domain, Type.NS));
                    }
                }
            }
            return usual;
        }

        /** The findings with what mends them; without it if that cannot be computed. */
        List<DnsFinding> cured() {
            if (found.findings().isEmpty()) {
                return found.findings();
            }
            try {
                return new Cures(dns, found, this::again).of(proposals());
            } catch (RuntimeException | Error e) {
                log.warn("no remedy could be computed for {}: {}", domain, e.toString());
                return found.findings();
            }
        }

        private FindingList again(DomainSession changed, String policyFile) {
            StsFetcher known = fetched.equals(NOT_FETCHED) ? files : (d, a) -> fetched;
            StsFetcher file = policyFile.isEmpty() ? known : (d, a) -> StsFetcher.Fetched.text(policyFile);
            Look look = new Look(domain, expected, history, full, changed, file);
            look.take();
            return look.found;
        }

        private List<Proposal> proposals() {
            Set<DnsCode> codes = EnumSet.noneOf(DnsCode.class);
            found.findings().forEach(f -> codes.add(f.code()));
            Set<MailDnsArea> areas = EnumSet.noneOf(MailDnsArea.class);
            codes.forEach(code -> areas.add(code.area()));
            RecordProposals records = new RecordProposals(domain, dns, now);
            List<Proposal> proposals = new ArrayList<>();
            if (codes.contains(DnsCode.NOMAIL_OPEN)) {
                return records.silent();
            }
            if (areas.contains(MailDnsArea.MX)) {
                proposals.addAll(records.mx(targets));
            }
            if (areas.contains(MailDnsArea.SPF)) {
                proposals.addAll(new SpfProposal(domain, expected, dns).proposals());
            }
            if (areas.contains(MailDnsArea.DKIM)) {
                proposals.addAll(records.dkim(DkimLint.selectors(expected)));
            }
            if (areas.contains(MailDnsArea.DMARC)) {
                proposals.addAll(new DmarcProposal(domain, dns).proposals(codes, authenticates()));
            }
            if (areas.contains(MailDnsArea.MTA_STS)) {
                proposals.addAll(records.sts(codes, targets, StsPolicy.parse(fetched.text())));
            }
            if (areas.contains(MailDnsArea.TLS_RPT)) {
                proposals.addAll(records.tlsReports());
            }
            proposals.addAll(records.extras(codes));
            return proposals;
        }

        /** True if mail from Google passes by SPF and by DKIM, so that a stricter policy does it no harm. */
        private boolean authenticates() {
            return facts.get("spf") instanceof Map<?, ?> spf
                    && "ok".equals(spf.get("result"))
                    && facts.get("dkim") instanceof Map<?, ?> dkim
                    && Boolean.TRUE.equals(dkim.get("usable"));
        }

        MailDns result(List<DnsFinding> findings) {
            return new MailDns(
                    domain,
                    now,
                    examined,
                    findings,
                    new Unread(found.unknown(), found.outOfReach(), ""),
                    facts,
                    registration);
        }

        MailDns blind(String trouble) {
            return nothingRead(domain, examined, trouble, trouble);
        }
    }

    /** A look that was not taken. */
    MailDns unread(String domain, boolean full, String why) {
        return nothingRead(domain, areas(full), why, "");
    }

    private static Set<MailDnsArea> areas(boolean full) {
        return full ? EnumSet.allOf(MailDnsArea.class) : EnumSet.of(MailDnsArea.DOMAIN, MailDnsArea.MX);
    }

    private MailDns nothingRead(String domain, Set<MailDnsArea> areas, String why, String ourTrouble) {
        Map<MailDnsArea, String> all = new EnumMap<>(MailDnsArea.class);
        areas.forEach(area -> all.put(area, why));
        Map<String, Object> nothing = new LinkedHashMap<>();
        fillIn(nothing, areas.contains(MailDnsArea.SPF), false);
        return new MailDns(
                domain, clock.instant(), areas, List.of(), new Unread(all, Set.of(), ourTrouble), nothing, null);
    }

    /** Every part is present in the facts, so that nobody mistakes a missing part for a missing record. */
    private static void fillIn(Map<String, Object> facts, boolean full, boolean gone) {
        String state = gone ? "none" : "unknown";
        facts.putIfAbsent("mx", List.of());
        if (full) {
            Map<String, Object> spf = new LinkedHashMap<>();
            spf.put("record", "");
            spf.put("result", state);
            spf.put("lookups", 0);
            spf.put("void_lookups", 0);
            facts.putIfAbsent("spf", spf);
            for (String part : List.of("dmarc", "dkim", "mta_sts", "tls_rpt")) {
                facts.putIfAbsent(part, Map.of("result", state));
            }
        }
    }
}
