package dev.watchkeeper.app;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.smtp.BounceMaildir;
import dev.watchkeeper.tenant.Text;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for mails that came back; a directory that cannot be used is a finding and stops nothing else. */
final class Bounces {
    private static final Logger log = LoggerFactory.getLogger(Bounces.class);
    private static final String CHECK = "SELF-MAIL-BOUNCES";

    private final @Nullable BounceMaildir maildir;
    private final OwnFindings own;

    Bounces(@Nullable BounceMaildir maildir, OwnFindings own) {
        this.maildir = maildir;
        this.own = own;
    }

    long collect(BooleanSupplier stopping) {
        if (maildir == null) {
            return 0;
        }
        try {
            BounceMaildir.Round round = maildir.collect(stopping);
            if (round.read() > 0) {
                log.info("bounces: {}, {} set aside as no bounces", round.verdicts(), round.odd());
            }
            own.clear(CHECK, "maildir");
            return round.read();
        } catch (IOException e) {
            log.warn("bounces cannot be read: {}", e.toString());
            own.raise(
                    CHECK,
                    "maildir",
                    Severity.MEDIUM,
                    new Text("Bounces cannot be read", "无法读取退信"),
                    Text.same(String.valueOf(e.getMessage())),
                    new Text(
                            "Let watchkeeper's user read and write the maildir of mail.bounces, or remove the key",
                            "请授予 watchkeeper 用户对 mail.bounces 邮件目录的读写权限，或删除该配置"));
            return 0;
        }
    }
}
