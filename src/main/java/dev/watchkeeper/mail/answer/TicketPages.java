package dev.watchkeeper.mail.answer;

import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.mail.page.Untrusted;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages of "I am on it". */
final class TicketPages {
    private final Pages pages;
    private final Words words;
    private final Takings.Ticket ticket;
    private final Portfolio portfolio;
    private final AnswerDesk.Press press;

    TicketPages(Pages pages, Takings.Ticket ticket, Portfolio portfolio, AnswerDesk.Press press) {
        this.pages = pages;
        this.words = pages.words();
        this.ticket = ticket;
        this.portfolio = portfolio;
        this.press = press;
    }

    /**
     * Asks.
     *
     * @param by who is on it already; empty for nobody
     */
    AnswerPage ask(String by) {
        List<String> lines = new ArrayList<>();
        if (!by.isEmpty()) {
            lines.add(words.say("link.take.already", "name", Untrusted.of(by).display(24)));
        }
        lines.add(words.say("link.take.effect"));
        return pages.page(
                Tone.CRITICAL,
                words.say("link.take.title"),
                matter(),
                lines,
                new AnswerPage.Form(words.say("link.take.button"), "", null, true),
                pages.foot(press.person(), press.offer()));
    }

    AnswerPage taken() {
        return pages.page(
                Tone.GOOD, words.say("link.take.done.title"), matter(), List.of(words.say("link.take.done")), null, "");
    }

    AnswerPage over() {
        return pages.page(Tone.GOOD, words.say("link.over.title"), matter(), List.of(words.say("link.over")), null, "");
    }

    private List<String> matter() {
        boolean minimal = press.person().minimalPrivacy();
        String tenantId = ticket.tenantId();
        Optional<Tenant> customer = tenantId == null ? Optional.empty() : portfolio.tenant(tenantId);
        String name = customer.map(
                        one -> minimal ? one.id() : Untrusted.of(one.name()).display(24))
                .orElse("–");
        String title = minimal || ticket.title().isBlank()
                ? ""
                : words.say("quoted", "text", Untrusted.of(ticket.title()).display(60));
        return List.of(words.say(
                "todo.clock.title",
                "customer",
                name,
                "ticket",
                "#" + Untrusted.of(ticket.number()).plain(16),
                "title",
                title));
    }
}
