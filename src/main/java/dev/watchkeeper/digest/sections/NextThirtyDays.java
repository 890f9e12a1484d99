package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Claim;
import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Ending;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.digest.WeekFacts;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What ends in the next thirty days. */
final class NextThirtyDays implements Section {
    private static final int MOST = 10;

    /** A line of the table. */
    private record Row(Instant at, String day, String customer, String what) {}

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        List<Row> ahead = new ArrayList<>();
        model.facts().week().map(WeekFacts::ahead).orElse(List.of()).forEach(e -> ahead.add(ending(e, model, voice)));
        for (Claim claim : model.facts().google().claims()) {
            List<Tenant> customers = claim.customers(model.facts().customers());
            if (!customers.isEmpty()) {
                ahead.add(claim(claim, customers, voice));
            }
        }
        ahead.sort(Comparator.comparing(Row::at));
        if (ahead.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(voice.say("week.ahead.heading")));
        List<List<String>> rows = new ArrayList<>();
        for (Row row : ahead.subList(0, Math.min(MOST, ahead.size()))) {
            rows.add(List.of(row.day(), row.customer(), row.what()));
        }
        blocks.add(new Block.Table(
                voice.say("week.ahead.heading"),
                List.of(
                        new Block.Column(voice.say("week.ahead.date"), false),
                        new Block.Column(voice.say("table.customer"), false),
                        new Block.Column(voice.say("week.ahead.what"), false)),
                rows));
        if (ahead.size() > MOST) {
            blocks.add(new Block.Note("", voice.words().count("week.ahead.more", ahead.size() - MOST)));
        }
        return blocks;
    }

    private static Row ending(Ending ending, DigestModel model, Voice voice) {
        String customer = model.facts().customers().stream()
                .filter(c -> c.id().equals(ending.tenantId()))
                .findFirst()
                .map((Tenant c) -> voice.shortName(c))
                .orElse(ending.tenantId());
        return new Row(
                ending.endsAt(),
                voice.format().day(ending.endsAt()),
                customer,
                voice.say(
                        "week.ahead.item",
                        "kind",
                        Words.opening(voice.say("ending." + ending.kind().name().toLowerCase(Locale.ROOT))),
                        "what",
                        voice.minimal() ? ending.ref() : voice.sentence(ending.what())));
    }

    private static Row claim(Claim claim, List<Tenant> customers, Voice voice) {
        return new Row(
                claim.until(),
                voice.format().day(claim.lastDay()),
                customers.size() == 1
                        ? voice.shortName(customers.get(0))
                        : voice.words().count("claim.customers", customers.size()),
                Words.opening(voice.say(
                        "week.ahead.claim",
                        "product",
                        voice.product(claim.product()),
                        "month",
                        voice.format().month(claim.bound().month()))));
    }
}
