package dev.watchkeeper.dns;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Walks the whole include tree of an SPF record and counts, without a sender: the worst case a receiver can meet (RFC
 * 7208 4.6.4). Branches are walked to the end even behind a match. What strangers publish decides how far the tree goes,
 * so the walk keeps its own stack, and is cut short far over the limit and when the domain's budget is spent.
 */
final class SpfWalk {
    static final int MOST_LOOKUPS = 10;
    static final int MOST_VOID = 2;
    static final int MOST_MX = 10;
    private static final int CUT = 60;
    private static final Pattern NET_BLOCKS = Pattern.compile("_netblocks[0-9]*\\.google\\.com");

    /** A record on the way from the domain to the present one. */
    private static final class Frame {
        final String domain;
        final SpfRecord record;
        final @Nullable Frame parent;
        /** What it includes counts for mail: every include on the way has the qualifier plus. */
        final boolean passes;
        /** The record decides how the domain's own one ends. */
        final boolean atTop;
        /** Look-ups spent before the term of the domain's own record that led here; -1 in that record itself. */
        final int costFrom;

        final String costTerm;
        int next;
        boolean all;

        @Nullable
        SpfTerm redirect;

        Frame(
                String domain,
                SpfRecord record,
                @Nullable Frame parent,
                boolean passes,
                boolean atTop,
                int costFrom,
                String costTerm) {
            this.domain = domain;
            this.record = record;
            this.parent = parent;
            this.passes = passes;
            this.atTop = atTop;
            this.costFrom = costFrom;
            this.costTerm = costTerm;
        }

        String prefix() {
            return parent == null ? "" : domain + ": ";
        }
    }

    private final Questions dns;
    private final Deque<Frame> stack = new ArrayDeque<>();

    int lookups;
    int voids;
    /** Look-ups spent when Google's own tree had been read; -1 if it was not met. */
    int googleAt = -1;

    final Few<String> syntax = new Few<>();
    final Few<String> loops = new Few<>();
    final Few<String> broken = new Few<>();
    final Few<String> wide = new Few<>();
    /** Address ranges that pass. */
    final List<SpfNet> nets = new ArrayList<>();

    final Few<String> crowdedMx = new Few<>();
    final Few<String> voidNames = new Few<>();
    final Few<Map<String, Object>> costs = new Few<>();
    /** Something in the tree could not be read, or not to its end: counts are lower bounds. */
    boolean incomplete;

    /** How the record ends: the qualifier of {@code all}, or a space if there is neither all nor redirect. */
    char end = ' ';

    SpfWalk(Questions dns) {
        this.dns = dns;
    }

    void walk(String domain, SpfRecord record) {
        enter(new Frame(domain, record, null, true, true, -1, ""));
        while (!stack.isEmpty()) {
            Frame frame = stack.peek();
            if (frame.next < frame.record.terms().size()) {
                step(frame, frame.record.terms().get(frame.next++));
            } else {
                leave(frame);
            }
        }
    }

    private void enter(Frame frame) {
        stack.push(frame);
        for (String fault : frame.record.faults()) {
            syntax.add(frame.prefix() + fault);
        }
        syntax.addUnseen(frame.record.faultCount() - frame.record.faults().size());
        if (!frame.record.whole()) {
            incomplete = true;
            dns.gap(frame.domain + ": the SPF record has more than " + SpfRecord.MOST_TERMS + " terms");
        }
    }

    private void step(Frame frame, SpfTerm term) {
        if (!dns.budget().term()) {
            incomplete = true;
            dns.gap("the SPF records have more than " + Budget.MOST_TERMS + " terms in all");
            stack.forEach(f -> f.next = f.record.terms().size());
            return;
        }
        if (term.isModifier()) {
            frame.redirect = term.name().equals("redirect") ? term : frame.redirect;
            return;
        }
        if (frame.all) {
            return;
        }
        boolean lets = frame.passes && term.passes();
        SpfNet net = term.net();
        if (net != null && lets) {
            nets.add(net);
        }
        if (term.everything() && lets) {
            wide.add(frame.prefix() + Txt.brief(term.text()));
        }
        if (term.name().equals("all")) {
            frame.all = true;
            if (frame.atTop) {
                end = term.qualifier();
            }
        } else if (term.asksDns()) {
            ask(frame, term);
        }
    }

    private void leave(Frame frame) {
        SpfTerm redirect = frame.redirect;
        if (!frame.all && redirect != null) {
            frame.redirect = null;
            lookups++;
            follow(frame, redirect, frame.passes, frame.atTop, frame.costFrom, frame.costTerm);
            return;
        }
        stack.pop();
        Frame parent = frame.parent;
        if (parent == null) {
            return;
        }
        // What is included with ~, - or ? gives mail from Google no pass.
        if (googleAt < 0 && frame.passes && isGoogle(frame.domain) && !isGoogle(parent.domain)) {
            googleAt = lookups;
        }
        boolean ofTheDomainItself = parent.costFrom < 0 && frame.costFrom >= 0;
        if (ofTheDomainItself) {
            cost(frame.costTerm, frame.costFrom);
        }
    }

    private void cost(String term, int before) {
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("term", Txt.brief(term));
        cost.put("lookups", lookups - before);
        costs.add(cost);
    }

    private void ask(Frame frame, SpfTerm term) {
        lookups++;
        if (term.hasMacro() || term.name().equals("ptr")) {
            return;
        }
        if (lookups > CUT) {
            incomplete = true;
            return;
        }
        String target = term.domain().isEmpty() ? frame.domain : plain(term.domain());
        switch (term.name()) {
            case "include" -> {
                boolean own = frame.parent == null;
                int before = lookups - 1;
                boolean entered =
                        follow(frame, term, frame.passes && term.passes(), false, own ? before : -1, term.text());
                if (own && !entered) {
                    cost(term.text(), before);
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
        int hosts = answer.mx().size();
        if (hosts > MOST_MX) {
            crowdedMx.add(Txt.brief(term.text()) + ": " + hosts + " hosts");
        }
    }

    private Answer address(String host) {
        Answer v4 = dns.ask(host, Type.A);
        return v4.isAbsent() ? dns.ask(host, Type.AAAA) : v4;
    }

    private void countVoid(SpfTerm term, Answer answer) {
        if (answer.isUnknown()) {
            incomplete = true;
        } else if (answer.isAbsent()) {
            voids++;
            voidNames.add(Txt.brief(term.text()));
        }
    }

    /** Follows an include or a redirect; true if there is a record to walk next. */
    private boolean follow(Frame from, SpfTerm term, boolean passes, boolean atTop, int costFrom, String costTerm) {
        if (term.hasMacro()) {
            end = atTop ? '~' : end; // what a macro leads to cannot be judged
            return false;
        }
        if (lookups > CUT) {
            incomplete = true;
            return false;
        }
        String target = plain(term.domain());
        List<String> chain = new ArrayList<>();
        for (Frame frame = from; frame != null; frame = frame.parent) {
            chain.add(0, frame.domain);
        }
        if (chain.contains(target)) {
            loops.add(Txt.printable(String.join(" > ", chain) + " > " + target));
            return false;
        }
        Answer answer = dns.askForAbsence(target, Type.TXT, SpfWalk::hasSpf);
        countVoid(term, answer);
        if (answer.isUnknown()) {
            return false;
        }
        List<Txt> records = answer.txts().stream().filter(SpfRecord::isSpf).toList();
        if (records.size() != 1) {
            broken.add(Txt.brief(term.text()) + (records.isEmpty() ? ": no SPF there" : ": several SPF there"));
            return false;
        }
        enter(new Frame(target, SpfRecord.parse(records.get(0)), from, passes, atTop, costFrom, costTerm));
        return true;
    }

    static boolean hasSpf(Answer answer) {
        return answer.txts().stream().anyMatch(SpfRecord::isSpf);
    }

    private static boolean isGoogle(String name) {
        return name.equals("_spf.google.com") || NET_BLOCKS.matcher(name).matches();
    }

    /** A domain-spec as the name that DNS is asked for: lower case, no final dot, a backslash taken as it stands. */
    private static String plain(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT).replace("\\", "\\\\");
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
