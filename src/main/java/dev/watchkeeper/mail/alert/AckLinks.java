package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import java.util.List;

/** What a reader can answer from the mail itself. */
@FunctionalInterface
public interface AckLinks {
    /** Answers by mail; an operator runs what arrives. */
    AckLinks BY_MAIL = (threadKey, reader, words, links) -> threadKey.startsWith("F-") || threadKey.startsWith("f-")
            ? List.of(
                    new Page.Choice(links.write(words.say("alert.ack.finding"), "ACK " + threadKey), ""),
                    new Page.Choice(
                            links.write(words.say("alert.accept"), "ACCEPT " + threadKey),
                            words.say("alert.accept.remark")))
            : List.of(new Page.Choice(
                    links.write(words.say("alert.ack"), "ACK " + threadKey), words.say("alert.ack.remark")));

    List<Page.Choice> of(String threadKey, Person reader, Words words, Links links);
}
