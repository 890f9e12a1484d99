package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** EML-15: groups that serve as public addresses may no longer be written to from outside. */
final class GroupsRefuse implements HealthCheck {
    private static final String FROM_PUBLIC = "GroupsSharingSettingsProto owners_can_allow_incoming_mail_from_public";
    private static final Set<String> NARROW = Set.of("member", "manager", "owner", "domain", "none", "false", "nobody");

    private static final Set<String> WIDE = Set.of("anyone", "everyone", "public", "external", "true", "all");

    @Override
    public String id() {
        return "EML-15";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<String> addresses =
                facts.tenant().mail().publicGroups().stream().map(Recent::lower).toList();
        List<Verdict> verdicts = new ArrayList<>();
        SettingChange policy = null;
        for (ActivityEvent event :
                Recent.all(facts, "admin", SettingChange.APPLICATION_EVENTS.toArray(String[]::new))) {
            SettingChange change = SettingChange.read(event);
            if (change != null && change.setting().equals(FROM_PUBLIC)) {
                policy = change;
            }
        }
        if (policy != null && policy.value().equalsIgnoreCase("true")) {
            verdicts.add(Verdict.over(Verdict.TENANT, Evidence.of("at", policy.at())));
        } else if (policy != null && !policy.value().equalsIgnoreCase("false") && !policy.givesUp()) {
            verdicts.add(Standing.unforeseen(policy.place(), policy.value()));
        }
        if (policy != null && policy.value().equalsIgnoreCase("false")) {
            if (addresses.isEmpty()) {
                return List.of(Verdict.unknown(new dev.watchkeeper.tenant.Text(
                        "groups were closed to mail from outside, but it is not recorded which groups are public"
                                + " addresses (mail.publicGroups of the tenant)",
                        "群组已关闭外部来信，但没有登记哪些群组是对外地址（租户的 mail.publicGroups）")));
            }
            verdicts.add(Verdict.fail(
                    Verdict.TENANT,
                    Evidence.of("groups", addresses)
                            .with("by", policy.by())
                            .with("at", policy.at())
                            .with("place", policy.place())));
        }
        singleGroups(facts, addresses).forEach((group, event) -> {
            String subject = Plain.subject("group", group);
            String value = Recent.lower(value(event));
            boolean narrow = NARROW.stream().anyMatch(value::contains);
            if (!narrow && WIDE.stream().noneMatch(value::contains)) {
                verdicts.add(Standing.unforeseen(group, value(event)).about(subject));
            } else if (!narrow) {
                verdicts.add(Verdict.over(subject, Evidence.of("value", value(event))));
            } else {
                verdicts.add(Verdict.fail(
                                subject,
                                Evidence.of("group", group)
                                        .with("setting", event.name())
                                        .with("value", value(event))
                                        .with("by", event.who())
                                        .with("at", event.at()))
                        .worded("group"));
            }
        });
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("public_groups", addresses))) : verdicts;
    }

    private static Map<String, ActivityEvent> singleGroups(TenantFacts facts, List<String> addresses) {
        List<ActivityEvent> events = new ArrayList<>(Recent.all(facts, "admin", "CHANGE_GROUP_SETTING"));
        events.addAll(Recent.allIfKnown(facts, "groups", "change_basic_setting", "change_acl_permission"));
        events.sort(ActivityEvent.OLDEST_FIRST);
        Map<String, ActivityEvent> newest = new LinkedHashMap<>();
        for (ActivityEvent event : events) {
            String group = Recent.lower(event.text("GROUP_EMAIL") + event.text("group_email"));
            if (addresses.contains(group) && isAboutPosting(event)) {
                newest.put(group, event);
            }
        }
        return newest;
    }

    private static boolean isAboutPosting(ActivityEvent event) {
        String what = Recent.lower(event.text("SETTING_NAME")
                + event.text("basic_setting")
                + event.text("acl_permission")
                + event.text("setting"));
        return what.contains("post") || what.contains("incoming") || what.contains("message") || what.contains("mail");
    }

    private static String value(ActivityEvent event) {
        String value = event.text("NEW_VALUE");
        if (value.isEmpty()) {
            value = event.text("new_value");
        }
        return value.isEmpty() ? String.join(",", event.texts("new_value_repeated")) : value;
    }
}
