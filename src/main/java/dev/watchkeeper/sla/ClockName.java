package dev.watchkeeper.sla;

import dev.watchkeeper.mail.MessageIds;
import dev.watchkeeper.mail.alert.AlertDesk;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a clock where ticket keys do not serve: in threads, keys of mails and links. No two clocks share a name, none
 * is longer than {@link #LONGEST}, and none holds a colon, slash or blank, whatever a ticket is called.
 *
 * <p>{@code desk-4711-fr-1} for a ticket without hyphens; {@code desk.SUP-12-fr-1} with some, as sources hold hyphens
 * but no dots; {@code desk~(hash)-fr-1} if the ticket's key is longer or stranger than that.
 */
final class ClockName {
    /** In characters. */
    static final int LONGEST = 180;

    private static final int READABLE = 60;
    private static final int HASH = 40;
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,98}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]{1," + READABLE + "}");
    private static final Pattern WITH_HYPHENS = Pattern.compile("[A-Za-z0-9_.-]{1," + READABLE + "}");
    /** A thread's name: that of its clock, and an epoch. */
    private static final Pattern THREAD = Pattern.compile("(.+)-(fr|nr|res|upd)-(\\d{1,10})(?:e\\d{1,10})?");

    private ClockName() {}

    static String of(Clock clock) {
        return ticket(clock.ticket()) + suffix(clock);
    }

    /** As clocks were named before, when two tickets could share a name; conversations under it go on. */
    static String before(Clock clock) {
        return clock.ticket().replace('/', '-') + suffix(clock);
    }

    /** For a clock whose name another one had before. */
    static String apart(Clock clock) {
        return hashed(clock.ticket()) + suffix(clock);
    }

    /** Every name under which the clock may have been told of. */
    static Set<String> all(Clock clock) {
        return new LinkedHashSet<>(List.of(of(clock), apart(clock), before(clock)));
    }

    static AlertDesk.Names names(Clock clock) {
        return new AlertDesk.Names(of(clock), before(clock), apart(clock));
    }

    /** The part of a thread's name that stands for the ticket; empty if it is no thread of a clock. */
    static String ticketOf(String thread) {
        Matcher name = THREAD.matcher(thread);
        return name.matches() ? name.group(1) : "";
    }

    /** Whether a thread is one of the conversations, one an epoch, about what has this name. */
    static boolean isOf(String thread, String name) {
        return thread.equals(name)
                || (thread.startsWith(name + "e")
                        && thread.substring(name.length() + 1).matches("\\d{1,10}"));
    }

    /** The part of the name that stands for the ticket. */
    static String ticket(String key) {
        int slash = key.indexOf('/');
        String source = key.substring(0, Math.max(slash, 0));
        String subject = key.substring(slash + 1);
        boolean readable = SOURCE.matcher(source).matches();
        if (readable && PLAIN.matcher(subject).matches()) {
            return source + "-" + subject;
        }
        if (readable && WITH_HYPHENS.matcher(subject).matches()) {
            return source + "." + subject;
        }
        return hashed(key);
    }

    /** The same for any ticket, not to be read by people. */
    static String hashed(String key) {
        String source = key.substring(0, Math.max(key.indexOf('/'), 0));
        String hash = MessageIds.sha256(key.getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
        return (SOURCE.matcher(source).matches() ? source : "") + "~" + hash;
    }

    private static String suffix(Clock clock) {
        String metric = switch (clock.metric()) {
            case FIRST_RESPONSE -> "fr";
            case NEXT_RESPONSE -> "nr";
            case RESOLUTION -> "res";
            case PERIODIC_UPDATE -> "upd";
        };
        return "-" + metric + "-" + clock.cycle();
    }
}
