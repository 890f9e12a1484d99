package dev.watchkeeper.cli;

import java.util.Map;

/** What the flags of a clock mean, for people. */
final class FlagText {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry(
                    "stands_as_ended",
                    "it had ended when customer, plan or rules became known as they are now, so it stands as it ended"),
            Map.entry("channel_out_of_plan", "the channel is not part of the plan; it ran on the plan's own calendar"),
            Map.entry(
                    "before_first_calendar_version",
                    "it began before the first version of its calendar, which counted"),
            Map.entry("before_first_policy_version", "it began before the first version of the policy, which counted"),
            Map.entry("clock_skew", "an answer was dated before the opening and was taken at the opening"),
            Map.entry(
                    "history_incomplete", "the ticket's early history is missing, so it is not counted in attainment"),
            Map.entry("regraded_after_breach", "plan or severity changed after the breach, which stands"),
            Map.entry("met_withdrawn", "it had been met, and the ticket came back within the reopen window"),
            Map.entry("message_on_solved", "the customer wrote after the ticket was solved"),
            Map.entry("unmapped_status", "a status of the source is not mapped and was taken as open"),
            Map.entry("unreachable", "the calendar does not open long enough to reach the target"),
            Map.entry("deleted", "the ticket was deleted or marked as spam"));

    private static final String INCOMPLETE = "calendar_incomplete:";

    private FlagText() {}

    /** {@code clock_skew: an answer was dated ...}; a flag without words as it is. */
    static String of(String flag) {
        if (flag.startsWith(INCOMPLETE)) {
            return flag + ": the holidays of " + flag.substring(INCOMPLETE.length())
                    + " are not known; it was counted as if there were none";
        }
        String words = WORDS.get(flag);
        return words == null ? flag : flag + ": " + words;
    }
}
