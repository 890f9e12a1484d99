package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** EML-18: several mails of, or to, one partner were refused by the receiving server. */
final class PartnerRefused implements HealthCheck {
    private static final int MOST_PARTNERS = 20_000;

    /** Malware, blatant spam, an attack by numbers. */
    private static final Set<String> UNWANTED = Set.of("3", "13", "14");

    private static final Map<String, String> REASONS = Map.of(
            "3", "malware",
            "4", "DMARC policy",
            "13", "spam",
            "14", "denial of service",
            "15", "bad links",
            "16", "low IP reputation",
            "17", "low domain reputation",
            "18", "public block list");

    @Override
    public String id() {
        return "EML-18";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory gmail = facts.events("gmail");
        List<String> own = facts.tenant().domains().stream().map(Recent::lower).toList();
        Map<String, Partner> partners = new LinkedHashMap<>();
        gmail.each(Recent.query(facts, limits.days("look_back_days"), Set.of()), event -> {
            String partner = partner(event, own);
            if (partner.isEmpty() || unwanted(event)) {
                return;
            }
            if (isRefusal(event) && partners.size() < MOST_PARTNERS) {
                partners.computeIfAbsent(partner, name -> new Partner()).add(event);
            }
        });
        List<Verdict> verdicts = new ArrayList<>();
        partners.forEach((name, partner) -> {
            if (partner.mails >= limits.whole("mails")) {
                verdicts.add(Verdict.fail(
                        Plain.subject("domain", name),
                        Evidence.of("partner", name)
                                .with("mails", partner.mails)
                                .with("why", partner.mostly())
                                .with("not_authenticated", partner.notAuthenticated)));
            }
        });
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(Evidence.of("gmail_log_read_until", gmail.until())))
                : verdicts;
    }

    /**
     * Mail that nobody misses: what Google takes for spam or malware, from a sender who was never written to. Who sends
     * it is no partner. A sender of bad repute may be one: then his own server is in trouble.
     */
    private static boolean unwanted(ActivityEvent event) {
        return event.at("message_info", "is_spam").equals("true")
                || UNWANTED.contains(event.at("message_info", "connection_info", "smtp_response_reason"));
    }

    /** How many mails were refused. */
    static long refusals(EventHistory gmail, EventQuery query) {
        long[] count = {0};
        gmail.each(query, event -> {
            if (isRefusal(event)) {
                count[0]++;
            }
        });
        return count[0];
    }

    private static boolean isRefusal(ActivityEvent event) {
        String kind = event.at("event_info", "mail_event_type");
        return kind.equals("30")
                || kind.equals("34")
                || event.at("message_info", "connection_info", "smtp_reply_code")
                        .startsWith("5");
    }

    /** The other side: the sender of mail to us, the receiver of mail from us. */
    private static String partner(ActivityEvent event, List<String> own) {
        String sender = Recent.domain(event.at("message_info", "source", "address"));
        if (!sender.isEmpty() && !own.contains(sender)) {
            return sender;
        }
        String receiver = "";
        if (event.parameters().get("message_info") instanceof Map<?, ?> message
                && message.get("destination") instanceof List<?> destinations
                && !destinations.isEmpty()
                && destinations.get(0) instanceof Map<?, ?> first) {
            receiver = Recent.domain(String.valueOf(first.get("address")));
        }
        return own.contains(receiver) ? "" : receiver;
    }

    /** What was refused of one partner. */
    private static final class Partner {
        private final Map<String, Integer> reasons = new HashMap<>();
        private int mails;
        private int notAuthenticated;

        void add(ActivityEvent event) {
            mails++;
            String code = event.at("message_info", "connection_info", "smtp_response_reason");
            reasons.merge(
                    REASONS.getOrDefault(code, code.isEmpty() ? "no reason given" : "reason " + code), 1, Integer::sum);
            if (event.at("message_info", "connection_info", "dmarc_pass").equals("false")) {
                notAuthenticated++;
            }
        }

        String mostly() {
            return reasons.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("");
        }
    }
}
