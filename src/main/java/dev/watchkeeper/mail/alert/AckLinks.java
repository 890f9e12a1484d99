package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.link.Act;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import dev.watchkeeper.mail.page.SafeLink;
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a reader can answer from the mail itself: by a link if we are reachable, else by a mail that an operator runs. */
final class AckLinks {
    private AckLinks() {}

    /**
     * The answers to a mail.
     *
     * @param reference the finding's id, or the thread with {@code A-} before it
     */
    static List<Page.Choice> of(
            String threadKey, String reference, Person reader, Words words, Links links, Instant now) {
        return reference.startsWith("F-")
                ? finding(threadKey, reference, reader, words, links, now)
                : promise(threadKey, reader, words, links, now);
    }

    private static List<Page.Choice> finding(
            String threadKey, String id, Person reader, Words words, Links links, Instant now) {
        Optional<SafeLink> take = links.sealed(words.say("todo.choice.ack"), Act.ACKNOWLEDGE, reader.id(), id, now);
        Optional<SafeLink> mute = links.sealed(words.say("todo.choice.mute"), Act.MUTE, reader.id(), id, now);
        return take.isPresent() && mute.isPresent()
                ? List.of(new Page.Choice(take.get(), ""), new Page.Choice(mute.get(), words.say("alert.mute.remark")))
                : List.of(
                        new Page.Choice(links.write(words.say("alert.ack.finding"), "ACK " + threadKey), ""),
                        new Page.Choice(
                                links.write(words.say("alert.accept"), "ACCEPT " + threadKey),
                                words.say("alert.accept.remark")));
    }

    private static List<Page.Choice> promise(String threadKey, Person reader, Words words, Links links, Instant now) {
        SafeLink take = links.sealed(words.say("alert.ack"), Act.TAKE, reader.id(), threadKey, now)
                .orElseGet(() -> links.write(words.say("alert.ack"), "ACK " + threadKey));
        return List.of(new Page.Choice(take, words.say("alert.ack.remark")));
    }
}
