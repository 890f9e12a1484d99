package dev.watchkeeper.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Walks the whole include tree of an SPF record and counts, without a sender: the worst case a receiver can meet (RFC
 * 7208 4.6.4). Branches are walked to the end even behind a match; a walk far over the limit is cut short.
 */
final class SpfWalk {
    static final int MOST_LOOKUPS = 10;
    static final int MOST_VOID = 2;
    static final int MOST_MX = 10;
    private static final int CUT = 100;

    private final Lookup dns;

    int lookups;
    int voids;
    /** Look-ups spent when Google's own tree had been read; -1 if it was not met. */
    int googleAt = -1;

    final List<String> syntax = new ArrayList<>();
    final List<String> loops = new ArrayList<>();
    final List<String> broken = new ArrayList<>();
    final List<String> wide = new ArrayList<>();
    /** Address ranges that pass. */
    final List<SpfNet> nets = new ArrayList<>();

    final List<String> crowdedMx = new ArrayList<>();
    final List<String> voidNames = new ArrayList<>();
    final List<Map<String, Object>> costs = new ArrayList<>();
    /** The first question that got no definite answer; counts are lower bounds then. */
    @Nullable
    Answer gap;

    /** How the record ends: the qualifier of {@code all}, or a space if there is neither all nor redirect. */
    char end = ' ';

    SpfWalk(Lookup dns) {
        this.dns = dns;
    }

    void walk(String domain, SpfRecord record) {
        walk(domain, record, List.of(domain), true);
    }

    private void walk(String domain, SpfRecord record, List<String> chain, boolean passes) {
        for (String fault : record.faults()) {
            syntax.add((chain.size() > 1 ? domain + ": " : "") + fault);
        }
        boolean all = false;
        SpfTerm redirect = null;
        for (SpfTerm term : record.terms()) {
            if (term.isModifier()) {
                redirect = term.name().equals("redirect") ? term : redirect;
                continue;
            }
            if (all) {
                continue;
            }
            if (term.net() != null && term.passes() && passes) {
                nets.add(term.net());
            }
            if (term.everything() && term.passes() && passes) {
                wide.add((chain.size() > 1 ? domain + ": " : "") + term.text());
            }
            if (term.name().equals("all")) {
                all = true;
                if (chain.size() == 1) {
                    end = term.qualifier();
                }
            } else if (term.asksDns()) {
                ask(domain, term, chain, passes);
            }
        }
        if (!all && redirect != null) {
            lookups++;
            follow(redirect, chain, passes, chain.size() == 1);
        }
    }

    private void ask(String domain, SpfTerm term, List<String> chain, boolean passes) {
        lookups++;
        if (lookups > CUT || term.hasMacro() || term.name().equals("ptr")) {
            return;
        }
        String target = term.domain().isEmpty() ? domain : plain(term.domain());
        switch (term.name()) {
            case "include" -> {
                int before = lookups - 1;
                follow(term, chain, passes && term.passes(), false);
                if (chain.size() == 1) {
                    Map<String, Object> cost = new LinkedHashMap<>();
                    cost.put("term", Txt.printable(term.text()));
                    cost.put("lookups", lookups - before);
                    costs.add(cost);
                }
            }
            case "exists" -> countVoid(term, dns.ask(target, Type.A));
            case "a" -> countVoid(term, address(target));
            case "mx" -> mx(term, target);
            default -> throw new IllegalStateException("no look-up is known for " + term.name());
        }
    }

    private void mx(SpfTerm term, String target) {
        Answer answer = dns.ask(target, Type.MX);
        countVoid(term, answer);
        List<Answer.Mx> hosts = answer.mx();
        if (hosts.size() > MOST_MX) {
            crowdedMx.add(Txt.printable(term.text()) + ": " + hosts.size() + " hosts");
        }
    }

    private Answer address(String host) {
        Answer v4 = dns.ask(host, Type.A);
        return v4.isAbsent() ? dns.ask(host, Type.AAAA) : v4;
    }

    private void countVoid(SpfTerm term, Answer answer) {
        if (answer.isUnknown()) {
            gap = gap == null ? answer : gap;
        } else if (answer.isAbsent()) {
            voids++;
            voidNames.add(Txt.printable(term.text()));
        }
    }

    /** Follows an include or a redirect. */
    private void follow(SpfTerm term, List<String> chain, boolean passes, boolean atTop) {
        if (term.hasMacro()) {
            end = atTop ? '~' : end; // what a macro leads to cannot be judged
            return;
        }
        String target = plain(term.domain());
        if (chain.contains(target)) {
            loops.add(String.join(" > ", chain) + " > " + target);
            return;
        }
        Answer answer = dns.askForAbsence(target, Type.TXT, SpfWalk::hasSpf);
        countVoid(term, answer);
        if (answer.isUnknown()) {
            return;
        }
        List<Txt> records = answer.txts().stream().filter(SpfRecord::isSpf).toList();
        if (records.size() != 1) {
            broken.add(Txt.printable(term.text()) + (records.isEmpty() ? ": no SPF there" : ": several SPF there"));
            return;
        }
        List<String> longer = new ArrayList<>(chain);
        longer.add(target);
        SpfRecord record = SpfRecord.parse(records.get(0));
        walk(target, record, longer, passes);
        if (atTop) {
            end = record.terms().stream()
                    .filter(t -> !t.isModifier() && t.name().equals("all"))
                    .map(SpfTerm::qualifier)
                    .findFirst()
                    .orElse(' ');
        }
        // What is included with ~, - or ? gives mail from Google no pass.
        if (googleAt < 0 && passes && isGoogle(target) && chain.stream().noneMatch(SpfWalk::isGoogle)) {
            googleAt = lookups;
        }
    }

    static boolean hasSpf(Answer answer) {
        return answer.txts().stream().anyMatch(SpfRecord::isSpf);
    }

    private static boolean isGoogle(String name) {
        return name.equals("_spf.google.com") || name.matches("_netblocks[0-9]*\\.google\\.com");
    }

    private static String plain(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
