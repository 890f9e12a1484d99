package dev.watchkeeper.mail.alert;

import dev.watchkeeper.mail.Handling;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.page.Page;
import java.util.List;
import java.util.function.Function;

/** Alerts on their way into the outbox. */
record AlertPost(AlertMail mail, PostOffice office) {
    Links links() {
        return mail.links();
    }

    /** False if a mail of this key was written before. */
    boolean post(AlertMail.Envelope envelope, Function<Page.Footer, Page> page) {
        return office.post(
                mail.draft(envelope, page),
                new Handling(
                        envelope.reader().person().id(),
                        envelope.priority(),
                        envelope.threadKey(),
                        envelope.notBefore(),
                        envelope.expiresAt(),
                        List.of()));
    }
}
