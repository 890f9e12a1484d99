package dev.watchkeeper.health.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything the ledger knows by heart; read once from {@code setting-rules.json}. Immutable. */
public final class RuleBook {
    /** Where the packaged rules lie. */
    public static final String RESOURCE = "/dev/watchkeeper/health/setting-rules.json";

    private static final String ONE_HISTORY = "one_history";

    static final String DELETED = "DELETE_APPLICATION_SETTING";
    static final String INHERITED = "INHERIT_FROM_PARENT";

    private final Map<String, List<String>> productsByApplication = new HashMap<>();
    private final Map<String, String> services;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, List<Named>> canonical = new HashMap<>();
    private final Map<String, String> candidates = new HashMap<>();
    private final List<SettingRule> rules;
    private final Map<String, AlertRule> alerts = new LinkedHashMap<>();
    private final Set<String> eventSettings = new HashSet<>();
    private final Map<String, String> choices = new HashMap<>();
    private final String takeoutSetting;

    /**
     * A book.
     *
     * @param applications names of applications by product
     * @param services the switch of each product's service
     * @param takeoutSetting the setting whose meaning depends on the application it is said for
     */
    public RuleBook(
            Map<String, List<String>> applications,
            Map<String, String> services,
            Collection<Setting> settings,
            List<SettingRule> rules,
            List<AlertRule> alerts,
            String takeoutSetting) {
        applications.forEach((product, names) -> names.forEach(name -> productsByApplication
                .computeIfAbsent(name, n -> new ArrayList<>())
                .add(product)));
        this.services = Map.copyOf(services);
        this.rules = List.copyOf(rules);
        this.takeoutSetting = takeoutSetting;
        alerts.forEach(alert -> this.alerts.put(alert.name(), alert));
        for (Setting setting : settings) {
            this.settings.put(setting.key(), setting);
            setting.sureNames()
                    .forEach(name -> canonical
                            .computeIfAbsent(setting.product() + "|" + name.name(), n -> new ArrayList<>())
                            .add(new Named(setting.key(), name)));
            setting.names().stream()
                    .filter(n -> !n.isSure())
                    .forEach(n -> candidates.put(setting.product() + "|" + n.name(), setting.key()));
            if (setting.product().equals("event")) {
                eventSettings.add(setting.name());
            }
        }
        for (SettingRule rule : rules) {
            if (rule.kind() == SettingRule.Kind.EVENT_CHOICE) {
                rule.events().forEach(event -> choices.put(event, "choice|" + rule.policy()));
            }
        }
    }

    public List<SettingRule> rules() {
        return rules;
    }

    public Optional<SettingRule> rule(String policy) {
        return rules.stream().filter(r -> r.policy().equals(policy)).findFirst();
    }

    public List<AlertRule> alerts() {
        return List.copyOf(alerts.values());
    }

    Optional<AlertRule> alert(String name) {
        return Optional.ofNullable(alerts.get(name));
    }

    public Optional<Setting> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    public Collection<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /** The products that an application's settings belong to; empty if unknown. */
    List<String> products(String application) {
        return productsByApplication.getOrDefault(application, List.of());
    }

    /** The key under which the public auditor, too, counts a renamed setting; the same key if it was not renamed. */
    String oneHistory(String key) {
        for (Named named : canonical(key)) {
            if (named.name().status().equals(ONE_HISTORY)) {
                return named.key();
            }
        }
        return key;
    }

    /** A setting by one of its names. */
    record Named(String key, Setting.OtherName name) {}

    /** The settings that a name belongs to; empty if it is unknown. One old name may stand for two new settings. */
    List<Named> canonical(String key) {
        return canonical.getOrDefault(key, List.of());
    }

    /** The setting that a name may be another name of, by Google's naming pattern; empty if none. */
    Optional<String> candidate(String key) {
        return Optional.ofNullable(candidates.get(key));
    }

    boolean isEventSetting(String event) {
        return eventSettings.contains(event);
    }

    Optional<String> choice(String event) {
        return Optional.ofNullable(choices.get(event));
    }

    boolean isTakeout(String settingName) {
        return settingName.equals(takeoutSetting);
    }

    /** The key of the switch of a product's service; empty if the product has none. */
    Optional<String> serviceOf(String product) {
        return Optional.ofNullable(services.get(product)).map(name -> "service|" + name);
    }
}
