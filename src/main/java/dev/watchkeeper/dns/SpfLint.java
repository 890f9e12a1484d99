package dev.watchkeeper.dns;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.maildns.DnsCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Type;

/** SPF: selection, limits and usual mistakes of a domain's record (RFC 7208). */
final class SpfLint {
    private static final int NEAR_LIMIT = 9;
    private static final int LONGEST = 512;
    private static final Set<String> MECHANISMS = Set.of("include", "a", "mx", "ptr", "ip4", "ip6", "exists", "all");

    /** The verdict a receiver reaches about the record itself. */
    enum Verdict {
        OK,
        PERMERROR,
        NONE,
        UNKNOWN
    }

    /** What SPF says, for the lints that depend on it. */
    record Result(Verdict verdict, boolean failsForGoogle, Map<String, Object> facts) {}

    /** Where the lint itself failed. */
    static final Result UNREAD = new Result(Verdict.UNKNOWN, false, Map.of());

    private SpfLint() {}

    static Result lint(String domain, Expectations expected, Questions dns, FindingList found) {
        Answer answer = dns.askForAbsence(domain, Type.TXT, SpfWalk::hasSpf);
        if (answer.isUnknown()) {
            return result(Verdict.UNKNOWN, false, "", null);
        }
        List<Txt> records = answer.txts().stream().filter(SpfRecord::isSpf).toList();
        String name = domain + " TXT";
        if (records.isEmpty()) {
            List<String> meant = answer.txts().stream()
                    .filter(SpfRecord::isMeant)
                    .map(t -> Txt.brief(t.text()))
                    .toList();
            if (meant.isEmpty()) {
                found.add(DnsCode.SPF_MISSING, Severity.HIGH, name);
            } else {
                found.add(
                        DnsCode.SPF_MISSING,
                        Severity.HIGH,
                        name,
                        "does_not_count",
                        meant,
                        "hint",
                        "a record must begin with v=spf1 and a space");
            }
            return result(Verdict.NONE, true, "", null);
        }
        if (records.size() > 1) {
            found.add(
                    DnsCode.SPF_MULTIPLE,
                    Severity.HIGH,
                    name,
                    "records",
                    Few.of(records).stream().map(Txt::shown).toList(),
                    "count",
                    records.size());
            return result(Verdict.PERMERROR, true, records.get(0).shown(), null);
        }
        Txt txt = records.get(0);
        SpfRecord record = SpfRecord.parse(txt);
        SpfWalk walk = new SpfWalk(dns);
        walk.walk(domain, record);
        boolean error = judgeErrors(txt, walk, expected, found);
        judgeStyle(txt, record, walk, found);
        Verdict verdict = error ? Verdict.PERMERROR : walk.incomplete ? Verdict.UNKNOWN : Verdict.OK;
        boolean failsForGoogle = expected.outboundGateway()
                ? error
                : walk.googleAt < 0 ? !walk.incomplete : error && walk.googleAt > SpfWalk.MOST_LOOKUPS;
        boolean wholeVoid = !walk.syntax.isEmpty() || !walk.broken.isEmpty() || !walk.loops.isEmpty();
        return result(verdict, failsForGoogle || wholeVoid, txt.shown(), walk);
    }

    private static boolean judgeErrors(Txt txt, SpfWalk walk, Expectations expected, FindingList found) {
        String shown = txt.text();
        if (!walk.syntax.isEmpty()) {
            found.add(DnsCode.SPF_SYNTAX, Severity.HIGH, shown, "faults", walk.syntax);
        }
        if (!walk.loops.isEmpty()) {
            found.add(DnsCode.SPF_LOOP, Severity.HIGH, shown, "chains", walk.loops);
        }
        if (!walk.broken.isEmpty()) {
            found.add(DnsCode.SPF_BROKEN_INCLUDE, Severity.HIGH, shown, "terms", walk.broken);
        }
        boolean tooMany = walk.lookups > SpfWalk.MOST_LOOKUPS || !walk.crowdedMx.isEmpty();
        if (tooMany) {
            boolean googleInTime = walk.googleAt > 0 && walk.googleAt <= SpfWalk.MOST_LOOKUPS;
            List<Object> details = new ArrayList<>(
                    List.of("lookups", walk.lookups, "limit", SpfWalk.MOST_LOOKUPS, "costs", walk.costs.kept()));
            if (!walk.crowdedMx.isEmpty()) {
                details.addAll(List.of("mx", walk.crowdedMx));
            }
            if (walk.incomplete) {
                details.addAll(List.of("at_least", true));
            }
            found.add(
                    DnsCode.SPF_TOO_MANY_LOOKUPS,
                    googleInTime ? Severity.MEDIUM : Severity.HIGH,
                    shown,
                    details.toArray());
        } else if (walk.lookups >= NEAR_LIMIT) {
            found.add(DnsCode.SPF_NEAR_LIMIT, Severity.LOW, shown, "lookups", walk.lookups, "costs", walk.costs);
        }
        if (walk.voids > SpfWalk.MOST_VOID) {
            found.add(
                    DnsCode.SPF_TOO_MANY_VOID,
                    Severity.HIGH,
                    shown,
                    "void_lookups",
                    walk.voids,
                    "terms",
                    walk.voidNames);
        } else if (walk.voids > 0) {
            found.add(DnsCode.SPF_VOID, Severity.LOW, shown, "void_lookups", walk.voids, "terms", walk.voidNames);
        }
        // What a record means that cannot be read is anybody's guess, so nothing is said to be missing in it.
        if (walk.googleAt < 0 && !walk.incomplete && walk.syntax.isEmpty() && !expected.outboundGateway()) {
            found.add(DnsCode.SPF_NO_GOOGLE, Severity.HIGH, shown);
        }
        return !walk.syntax.isEmpty()
                || !walk.loops.isEmpty()
                || !walk.broken.isEmpty()
                || tooMany
                || walk.voids > SpfWalk.MOST_VOID;
    }

    private static void judgeStyle(Txt txt, SpfRecord record, SpfWalk walk, FindingList found) {
        String shown = txt.text();
        if (!walk.wide.isEmpty()) {
            found.add(DnsCode.SPF_PASS_ALL, Severity.HIGH, shown, "terms", walk.wide);
        } else if (SpfNet.coverNearlyAll(walk.nets)) {
            found.add(
                    DnsCode.SPF_PASS_ALL,
                    Severity.HIGH,
                    shown,
                    "terms",
                    walk.nets.stream().map(net -> Txt.brief(net.text())).toList());
        }
        if (!walk.syntax.isEmpty()) {
            return;
        }
        if (walk.end == '?' || (walk.end == ' ' && !walk.incomplete && walk.broken.isEmpty() && walk.loops.isEmpty())) {
            found.add(DnsCode.SPF_WEAK_END, Severity.LOW, shown, "end", walk.end == '?' ? "?all" : "none");
        }
        List<String> dead = deadTerms(record);
        if (!dead.isEmpty()) {
            found.add(DnsCode.SPF_DEAD_TERMS, Severity.LOW, shown, "terms", dead);
        }
        List<String> ptr = record.terms().stream()
                .filter(t -> t.name().equals("ptr") && !t.isModifier())
                .map(t -> Txt.brief(t.text()))
                .toList();
        if (!ptr.isEmpty()) {
            found.add(DnsCode.SPF_PTR, Severity.LOW, shown, "terms", ptr);
        }
        List<SpfTerm> unknown = record.terms().stream().filter(SpfTerm::unknown).toList();
        if (!unknown.isEmpty()) {
            boolean hides = unknown.stream().anyMatch(t -> MECHANISMS.contains(t.name()));
            found.add(
                    DnsCode.SPF_UNKNOWN_MODIFIER,
                    hides ? Severity.MEDIUM : Severity.LOW,
                    shown,
                    "terms",
                    unknown.stream().map(t -> Txt.brief(t.text())).toList());
        }
        if (txt.octets() > LONGEST) {
            found.add(DnsCode.SPF_LONG, Severity.LOW, shown, "octets", txt.octets());
        }
    }

    private static List<String> deadTerms(SpfRecord record) {
        List<String> dead = new ArrayList<>();
        boolean all = record.terms().stream()
                .anyMatch(t -> !t.isModifier() && t.name().equals("all"));
        boolean passed = false;
        for (SpfTerm term : record.terms()) {
            boolean redirectBesideAll = all && term.isModifier() && term.name().equals("redirect");
            if ((passed && !term.isModifier()) || redirectBesideAll) {
                dead.add(Txt.brief(term.text()));
            }
            passed |= !term.isModifier() && term.name().equals("all");
        }
        return dead;
    }

    private static Result result(
            Verdict verdict, boolean failsForGoogle, String record, @org.jspecify.annotations.Nullable SpfWalk walk) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("record", record);
        facts.put("result", verdict.name().toLowerCase(Locale.ROOT));
        facts.put("lookups", walk == null ? 0 : walk.lookups);
        facts.put("void_lookups", walk == null ? 0 : walk.voids);
        if (walk != null) {
            facts.put("lower_bound", walk.incomplete);
            facts.put("google_reached_after", walk.googleAt);
            facts.put("costs", walk.costs.kept());
        }
        return new Result(verdict, failsForGoogle, facts);
    }
}
