package dev.watchkeeper.app;

import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.ConfigReader;
import dev.watchkeeper.config.Node;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.config.Suggestion;
import dev.watchkeeper.health.Catalogue;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.health.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code checks.yaml} and holds it against the catalogue and the tenants. */
final class ChecksReader {
    private final ConfigReader reader;
    private final Problems problems;
    private final Set<String> tenants;
    private final Catalogue catalogue;
    private final LocalDate today;
    private final RuleBook book = SettingRulesReader.packaged();

    ChecksReader(ConfigReader reader, Set<String> tenants, Catalogue catalogue, LocalDate today) {
        this.reader = reader;
        this.problems = reader.problems();
        this.tenants = tenants;
        this.catalogue = catalogue;
        this.today = today;
    }

    ChecksFile read(Path directory) {
        Path file = directory.resolve("checks.yaml");
        if (!Files.exists(file)) {
            return ChecksFile.EMPTY;
        }
        Optional<Bound<ChecksFile>> bound = reader.tree(file).flatMap(root -> reader.bind(ChecksFile.class, root, ""));
        bound.ifPresent(this::check);
        return bound.map(Bound::value).orElse(ChecksFile.EMPTY);
    }

    private void check(Bound<ChecksFile> file) {
        ChecksFile checks = file.value();
        checks.thresholds().forEach((id, limits) -> {
            Place place = place(file.node(), "thresholds", id);
            entry(place, "thresholds." + id, id)
                    .ifPresent(entry -> names(
                            place,
                            "thresholds." + id,
                            limits.keySet(),
                            entry.limits().keySet()));
        });
        checks.lists().forEach((id, lists) -> {
            Place place = place(file.node(), "lists", id);
            entry(place, "lists." + id, id)
                    .ifPresent(entry -> names(
                            place, "lists." + id, lists.keySet(), entry.lists().keySet()));
        });
        int index = 0;
        for (ChecksFile.Muted muted : checks.muted()) {
            String path = "muted[" + index + "]";
            Place place = place(file.node(), "muted", index++);
            entry(place, path + ".check", muted.check());
            if (!muted.holds(today)) {
                ended(place, path, String.valueOf(muted.until()));
            }
        }
        index = 0;
        for (ChecksFile.Exemption exemption : checks.exceptions()) {
            String path = "exceptions[" + index + "]";
            check(place(file.node(), "exceptions", index++), path, exemption);
        }
        index = 0;
        for (ChecksFile.Answer answer : checks.answers()) {
            String path = "answers[" + index + "]";
            check(place(file.node(), "answers", index++), path, answer);
        }
    }

    private void check(Place place, String path, ChecksFile.Answer answer) {
        tenant(place, path, answer.tenant());
        if (answer.date().isAfter(today)) {
            problems.error(place, path + ".date", answer.date() + " is in the future", "write the day of the answer");
        }
        Optional<Setting> setting = book.setting(answer.setting());
        if (setting.isEmpty()) {
            List<String> keys = book.settings().stream().map(Setting::key).toList();
            problems.error(
                    place,
                    path + ".setting",
                    "setting '" + answer.setting() + "' is in no rule",
                    Suggestion.didYouMean(answer.setting(), keys, "write a key such as " + keys.get(0)));
        } else if (!setting.get().number()
                && !setting.get().values().isEmpty()
                && !setting.get().values().contains(answer.value())) {
            Set<String> values = new TreeSet<>(setting.get().values());
            problems.error(
                    place,
                    path + ".value",
                    "value '" + answer.value() + "' is not foreseen for " + answer.setting(),
                    Suggestion.didYouMean(answer.value(), values, "accepted: " + String.join(", ", values)));
        }
    }

    private void tenant(Place place, String path, String id) {
        if (!tenants.contains(id)) {
            problems.error(
                    place,
                    path + ".tenant",
                    "tenant '" + id + "' is not in tenants.yaml",
                    Suggestion.didYouMean(id, tenants, "name the id of a tenant"));
        }
    }

    private void check(Place place, String path, ChecksFile.Exemption exemption) {
        tenant(place, path, exemption.tenant());
        entry(place, path + ".check", exemption.check())
                .ifPresent(entry -> names(
                        place,
                        path + ".thresholds",
                        exemption.thresholds().keySet(),
                        entry.limits().keySet()));
        if (exemption.until().isBefore(today)) {
            ended(place, path, exemption.until().toString());
        }
    }

    private void ended(Place place, String path, String until) {
        problems.warning(place, path + ".until", "it ended on " + until, "agree on a new date, or remove the entry");
    }

    private Optional<CatalogueEntry> entry(Place place, String path, String id) {
        Optional<CatalogueEntry> entry = catalogue.find(id);
        if (entry.isEmpty()) {
            List<String> ids =
                    catalogue.entries().stream().map(CatalogueEntry::id).toList();
            problems.error(
                    place,
                    path,
                    "check '" + id + "' is not in the catalogue",
                    Suggestion.didYouMean(id, ids, "write an id such as " + ids.get(0)));
        }
        return entry;
    }

    private void names(Place place, String path, Collection<String> given, Set<String> known) {
        for (String name : given) {
            if (!known.contains(name)) {
                problems.error(
                        place,
                        path + "." + name,
                        "the check has no such threshold",
                        known.isEmpty()
                                ? "it has none to tune"
                                : Suggestion.didYouMean(
                                        name, known, "accepted: " + String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    private static Place place(Node root, String key, String below) {
        Node section = root instanceof Node.Mapping mapping ? mapping.find(key) : null;
        Node entry = section instanceof Node.Mapping mapping ? mapping.find(below) : null;
        return entry != null ? entry.place() : section != null ? section.place() : root.place();
    }

    private static Place place(Node root, String key, int index) {
        Node section = root instanceof Node.Mapping mapping ? mapping.find(key) : null;
        if (section instanceof Node.Sequence list && index < list.items().size()) {
            return list.items().get(index).place();
        }
        return section != null ? section.place() : root.place();
    }
}
