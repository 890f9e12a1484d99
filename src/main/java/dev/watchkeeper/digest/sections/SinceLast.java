package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Change;
import dev.watchkeeper.digest.CustomerRow;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Figures;
import dev.watchkeeper.digest.Ledger;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What changed since the last digest that arrived, and the sum that proves it. */
final class SinceLast implements Section {
    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(heading(model, voice));
        Map<Change.Kind, List<Change>> byKind = new EnumMap<>(Change.Kind.class);
        model.changes()
                .forEach(c ->
                        byKind.computeIfAbsent(c.kind(), k -> new ArrayList<>()).add(c));
        Map<Change.Kind, List<Told>> told = new EnumMap<>(Change.Kind.class);
        byKind.forEach((kind, all) -> told.put(kind, Told.of(all, voice)));
        Map<Change.Kind, Integer> lines = share(told);
        for (Map.Entry<Change.Kind, List<Told>> entry : told.entrySet()) {
            List<Told> all = entry.getValue();
            int shown = lines.getOrDefault(entry.getKey(), 1);
            List<String> items =
                    new ArrayList<>(all.stream().limit(shown).map(Told::line).toList());
            // What does not fit is counted, never dropped silently.
            int left = all.stream().skip(shown).mapToInt(Told::count).sum();
            if (left > 0) {
                items.add(voice.words().count("since.more", left));
            }
            int n = all.stream().mapToInt(Told::count).sum();
            blocks.add(new Block.Line(tone(entry.getKey()), Told.kind(entry.getKey(), n, voice), items));
        }
        for (DigestModel.Newcomer one :
                model.newcomers().stream().limit(DigestModel.LINES).toList()) {
            blocks.add(new Block.Note(
                    "",
                    voice.say(
                            "since.newcomer",
                            "customer",
                            voice.shortName(one.customer()),
                            "critical",
                            one.open().critical(),
                            "high",
                            one.open().high())));
        }
        if (model.newcomers().size() > DigestModel.LINES) {
            blocks.add(new Block.Note(
                    "",
                    voice.words()
                            .count("since.newcomers.more", model.newcomers().size() - DigestModel.LINES)));
        }
        if (model.leavers() > 0) {
            blocks.add(new Block.Note("", voice.words().count("since.leavers", model.leavers())));
        }
        if (byKind.containsKey(Change.Kind.RULE_UPDATE)) {
            blocks.add(new Block.Note("", voice.say("since.rules")));
        }
        blocks.add(ledger(model, voice));
        return blocks;
    }

    /** Shares the lines out one by one, so that a long kind does not push out a short one. */
    private static Map<Change.Kind, Integer> share(Map<Change.Kind, List<Told>> byKind) {
        Map<Change.Kind, Integer> lines = new EnumMap<>(Change.Kind.class);
        int room = DigestModel.LINES;
        boolean more = true;
        while (room > 0 && more) {
            more = false;
            for (Map.Entry<Change.Kind, List<Told>> entry : byKind.entrySet()) {
                int given = lines.getOrDefault(entry.getKey(), 0);
                if (room > 0 && given < entry.getValue().size()) {
                    lines.put(entry.getKey(), given + 1);
                    room--;
                    more = true;
                }
            }
        }
        return lines;
    }

    private static Block heading(DigestModel model, Voice voice) {
        return new Block.Heading(model.facts()
                .baseline()
                .map(b -> voice.say("since.heading", "at", voice.format().dayAndTime(b.asOf())))
                .orElse(voice.say("since.heading.first")));
    }

    private static Tone tone(Change.Kind kind) {
        return switch (kind) {
            case NEW, REOPENED -> Tone.CRITICAL;
            case WORSENED -> Tone.HIGH;
            case RESOLVED, EASED -> Tone.GOOD;
            case ACCEPTED, HELD, RULE_UPDATE -> Tone.PLAIN;
        };
    }

    private static Block ledger(DigestModel model, Voice voice) {
        Ledger ledger = model.ledger();
        StringBuilder sum = new StringBuilder();
        if (!ledger.terms().isEmpty()) {
            sum.append(ledger.previous());
            for (Ledger.Term term : ledger.terms()) {
                sum.append(term.kind().sign() > 0 ? " + " : " − ").append(term(term, model, voice));
            }
            sum.append(" = ");
        }
        Figures now = ledger.now();
        String split = now.total() == 0
                ? String.valueOf(now.total())
                : voice.say("ledger.split", "n", now.total(), "critical", now.critical(), "high", now.high());
        String text = sum + split + voice.say("stop") + oldest(model, voice);
        return new Block.Note(voice.say("ledger.lead"), text);
    }

    /** A term named as in the lines above; where the numbers differ it says what it counts. */
    private static String term(Ledger.Term term, DigestModel model, Voice voice) {
        String word = term.kind().name().toLowerCase(Locale.ROOT);
        long listed = model.changes().stream()
                .filter(c -> c.kind().name().equals(term.kind().name()))
                .count();
        boolean lined = switch (term.kind()) {
            case MOVED_IN, MOVED_OUT, CORRECTED_UP, CORRECTED_DOWN -> false;
            default -> true;
        };
        return voice.say(
                lined && listed != term.count() ? "ledger.among" : "ledger.term",
                "term",
                voice.say("ledger." + word, "n", term.count()));
    }

    private static String oldest(DigestModel model, Voice voice) {
        Optional<CustomerRow> row = model.rows().stream()
                .filter(r -> r.oldest() != null)
                .min(Comparator.comparing((CustomerRow r) -> r.oldest() == null ? Instant.MAX : r.oldest())
                        .thenComparing(r -> r.customer().id()));
        if (row.isEmpty() || row.get().oldest() == null) {
            return "";
        }
        Instant since = row.get().oldest();
        long days = ChronoUnit.DAYS.between(
                voice.format().date(since), voice.format().date(model.facts().now()));
        String title = model.open().stream()
                .filter(f -> f.tenantId().equals(row.get().customer().id())
                        && f.openedAt().equals(since))
                .findFirst()
                .map(voice::title)
                .orElse("");
        return voice.say(
                "ledger.oldest",
                "days",
                voice.format().age(days),
                "customer",
                voice.shortName(row.get().customer()),
                "title",
                title);
    }
}
