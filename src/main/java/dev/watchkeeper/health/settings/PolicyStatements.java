package dev.watchkeeper.health.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes statements of what the Policy API says: of one place and type the highest sort order wins, field by field. A unit
 * or group whose id is not known has been deleted and is left out.
 */
public final class PolicyStatements {
    /**
     * One policy as read.
     *
     * @param unitId null for a group; {@code ""} for the root
     */
    public record Policy(
            String type,
            Map<String, Object> value,
            @Nullable String unitId,
            @Nullable String groupId,
            double sortOrder) {}

    private PolicyStatements() {}

    /**
     * The statements of one reading.
     *
     * @param unitPath the path of a unit's id; null if unknown
     * @param groupAddress the address of a group's id; null if unknown
     */
    public static List<Statement> of(
            RuleBook book,
            List<Policy> policies,
            Function<String, @Nullable String> unitPath,
            Function<String, @Nullable String> groupAddress,
            Instant readAt) {
        Map<String, Setting> fields = new HashMap<>();
        for (Setting setting : book.settings()) {
            setting.api().forEach(field -> fields.put(field.field(), setting));
        }
        Map<String, Statement> newest = new LinkedHashMap<>();
        List<Policy> ordered = new ArrayList<>(policies);
        ordered.sort(Comparator.comparingDouble(Policy::sortOrder));
        for (Policy policy : ordered) {
            String group = policy.groupId() == null ? null : groupAddress.apply(policy.groupId());
            String unit = policy.unitId() == null ? null : unitPath.apply(policy.unitId());
            if (group == null && unit == null) {
                continue;
            }
            policy.value().forEach((name, value) -> {
                String field = policy.type() + "." + name;
                Setting setting = fields.get(field);
                String word = setting == null ? null : word(setting, field, value);
                if (setting != null && word != null) {
                    newest.put(
                            setting.key() + "\n" + (group == null ? unit : group),
                            new Statement(
                                    setting.key(),
                                    group == null ? unit : null,
                                    group,
                                    word,
                                    readAt,
                                    RuleVerdict.Evidence.POLICY_API,
                                    null));
                }
            });
        }
        return List.copyOf(newest.values());
    }

    private static @Nullable String word(Setting setting, String field, Object value) {
        String text = String.valueOf(value);
        return setting.api().stream()
                .filter(f -> f.field().equals(field))
                .map(f -> setting.number() ? text : f.values().getOrDefault(text, text))
                .findFirst()
                .orElse(null);
    }
}
