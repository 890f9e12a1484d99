package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestModel;
import dev.watchkeeper.digest.Forecast;
import dev.watchkeeper.digest.Section;
import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.mail.page.Block;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;

/** What users will report next, at most three. */
final class TicketsToExpect implements Section {
    private static final int MOST = 3;

    @Override
    public List<Block> blocks(DigestModel model, Voice voice) {
        List<Block> blocks = new ArrayList<>();
        for (Forecast forecast : model.facts().forecasts()) {
            Tenant customer = model.facts().customers().stream()
                    .filter(c -> c.id().equals(forecast.tenantId()))
                    .findFirst()
                    .orElse(null);
            if (customer == null || voice.minimal() || blocks.size() > MOST) {
                continue;
            }
            if (blocks.isEmpty()) {
                blocks.add(new Block.Heading(voice.say("expect.heading")));
            }
            blocks.add(new Block.Line(
                    Tone.HIGH,
                    String.valueOf(blocks.size()),
                    List.of(voice.say(
                            "expect.item",
                            "customer",
                            voice.shortName(customer),
                            "report",
                            voice.sentence(forecast.report()),
                            "cause",
                            voice.sentence(forecast.cause())))));
        }
        return blocks;
    }
}
