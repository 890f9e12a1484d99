package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Forecast;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What users will report next, at most three. */
final class TicketsToExpect implements Section {
    private static final int MOST = 3;

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        List<Block> blocks = new ArrayList<>();
        if (voice.minimal()) {
            return blocks;
        }
        // One cause in several houses is one line.
        Map<String, List<Tenant>> customers = new LinkedHashMap<>();
        Map<String, Forecast> forecasts = new HashMap<>();
        for (Forecast forecast : model.facts().forecasts()) {
            String alike = forecast.report().en() + "\n" + forecast.cause().en();
            model.facts().customers().stream()
                    .filter(c -> c.id().equals(forecast.tenantId()))
                    .findFirst()
                    .ifPresent(c -> customers
                            .computeIfAbsent(alike, k -> new ArrayList<>())
                            .add(c));
            forecasts.putIfAbsent(alike, forecast);
        }
        customers.forEach((alike, who) -> {
            Forecast forecast = forecasts.get(alike);
            if (forecast != null && blocks.size() <= MOST) {
                if (blocks.isEmpty()) {
                    blocks.add(new Block.Heading(voice.say("expect.heading")));
                }
                blocks.add(new Block.Line(
                        Tone.HIGH,
                        String.valueOf(blocks.size()),
                        List.of(voice.say(
                                "expect.item",
                                "customer",
                                Names.of(who.stream().distinct().toList(), voice),
                                "report",
                                voice.sentence(forecast.report()),
                                "cause",
                                unstopped(voice.sentence(forecast.cause()))))));
            }
        });
        return blocks;
    }

    /** A sentence as it stands within brackets. */
    private static String unstopped(String sentence) {
        return sentence.endsWith("。") || sentence.endsWith(".")
                ? sentence.substring(0, sentence.length() - 1)
                : sentence;
    }
}
