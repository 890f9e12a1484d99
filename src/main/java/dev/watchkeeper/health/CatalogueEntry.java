package dev.watchkeeper.health;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Text;
import java.util.List;
import java.util.Map;

/**
 * What the catalogue says about one check: everything but the rule itself.
 *
 * @param group key of the problem group a customer would call about, for example {@code cannot_log_in}
 * @param predicts the support call this finding announces
 * @param onChange also judged in a continuous round in which a setting of the tenant changed
 * @param severity the usual one; a verdict may deviate where the threshold says so
 * @param evidence {@code documented}, {@code observed}, {@code unverified} or {@code own}
 * @param reads sources; without one that is not marked {@code (optional)} the check is unknown
 * @param life what begins a finding, what ends it, how long it is news
 * @param limits tunable numbers by name; the code knows no others
 * @param lists tunable lists of words by name
 * @param wordings what happened, by the verdict's wording key; {@code {name}} stands for a value of the evidence
 * @param remedies what to do, by wording key; the empty key serves all others
 */
public record CatalogueEntry(
        String id,
        String group,
        Text title,
        Text predicts,
        Cadence cadence,
        boolean onChange,
        Severity severity,
        String evidence,
        List<String> reads,
        Lifespan life,
        Map<String, Double> limits,
        Map<String, List<String>> lists,
        Map<String, Text> wordings,
        Map<String, Text> remedies,
        List<String> scuba,
        List<String> cis,
        List<String> other) {
    public CatalogueEntry {
        reads = List.copyOf(reads);
        limits = Map.copyOf(limits);
        lists = Map.copyOf(lists);
        wordings = Map.copyOf(wordings);
        remedies = Map.copyOf(remedies);
        scuba = List.copyOf(scuba);
        cis = List.copyOf(cis);
        other = List.copyOf(other);
        if (!remedies.containsKey("")) {
            throw new IllegalArgumentException("check " + id + " has no general remedy");
        }
    }

    /** The wording for a key; a key the catalogue lacks is a fault of ours and falls back to the title. */
    public Text wording(String key) {
        return wordings.getOrDefault(key, title);
    }

    /** The remedy for a key such as {@code effect_fall}: its own, that of {@code effect}, or the general one. */
    public Text remedy(String key) {
        Text own = remedies.get(key);
        if (own == null) {
            own = remedies.get(key.substring(0, Math.max(0, key.indexOf('_'))));
        }
        return own != null ? own : remedies.getOrDefault("", Text.EMPTY);
    }
}
