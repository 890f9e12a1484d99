package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.DigestKind;
import dev.watchkeeper.digest.Section;
import java.util.List;
import java.util.stream.Stream;

/** Every section, in the order of the mail. A section that is not here is in no mail; a test looks for it. */
public final class StandardSections {
    private static final Section CUSTOMERS = new CustomersToLookAt();
    private static final Section GOOGLE = new OpenAtGoogle();
    private static final Section CLAIMS = new CreditClaims();
    private static final Section NOT_CHECKED = new NotChecked();
    private static final Section TO_DO = new ToDo();
    private static final List<Section> DAILY = List.of(
            TO_DO, new SinceLast(), GOOGLE, CLAIMS, new TicketsToExpect(), new SlaStrip(), CUSTOMERS, NOT_CHECKED);
    private static final List<Section> WEEKLY = List.of(
            TO_DO,
            new WeeklySla(),
            new OpenByWeek(),
            new OldestOpen(),
            new ClosedLastWeek(),
            new NextThirtyDays(),
            GOOGLE,
            CLAIMS,
            CUSTOMERS,
            NOT_CHECKED);

    private StandardSections() {}

    public static List<Section> of(DigestKind kind) {
        return kind == DigestKind.DAILY ? DAILY : WEEKLY;
    }

    public static List<Section> all() {
        return Stream.concat(DAILY.stream(), WEEKLY.stream()).distinct().toList();
    }
}
