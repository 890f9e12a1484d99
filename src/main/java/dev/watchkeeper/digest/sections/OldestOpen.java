package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.tenant.Tenant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The five problems that are open longest, each with who has it and what comes next. */
final class OldestOpen implements Section {
    private static final int MOST = 5;

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        Map<String, Tenant> customers = new HashMap<>();
        model.facts().customers().forEach(c -> customers.put(c.id(), c));
        // Several of one check at one customer are one line: the oldest, and how many there are.
        Map<String, List<Finding>> alike = new LinkedHashMap<>();
        model.open().stream()
                .filter(f -> f.severity().atLeast(Severity.HIGH))
                .sorted(Comparator.comparing(Finding::openedAt).thenComparing(Finding::id))
                .forEach(f -> alike.computeIfAbsent(f.tenantId() + "/" + f.checkId(), k -> new ArrayList<>())
                        .add(f));
        List<List<Finding>> oldest = alike.values().stream().limit(MOST).toList();
        if (oldest.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(voice.say("week.oldest.heading")));
        for (List<Finding> same : oldest) {
            Finding finding = same.get(0);
            Tenant customer = customers.get(finding.tenantId());
            Finding.Decision owner = finding.acknowledged();
            blocks.add(new Block.Line(
                    Voice.tone(finding.severity()),
                    voice.format()
                            .age(ChronoUnit.DAYS.between(
                                    voice.format().date(finding.openedAt()),
                                    voice.format().date(model.facts().now()))),
                    List.of(voice.say(
                            "week.oldest.item",
                            "customer",
                            customer == null ? finding.tenantId() : voice.shortName(customer),
                            "title",
                            same.size() == 1 ? voice.title(finding) : voice.title(finding) + " ×" + same.size(),
                            "owner",
                            owner == null || voice.minimal()
                                    ? voice.say("week.oldest.nobody")
                                    : Untrusted.of(owner.author()).display(20),
                            "next",
                            voice.step(finding.remedy())))));
        }
        return blocks;
    }
}
