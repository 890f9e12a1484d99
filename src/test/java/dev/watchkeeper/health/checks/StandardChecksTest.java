package dev.watchkeeper.health.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.tenant.Text;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StandardChecksTest {
    @Test
    void everyCheckIsListed() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.watchkeeper.health.checks");
        var written = classes.stream()
                .filter(c -> c.isAssignableTo(HealthCheck.class)
                        && !c.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !c.isInterface())
                .map(c -> c.getName())
                .distinct()
                .toList();

        assertThat(new TreeSet<>(StandardChecks.all().stream()
                        .map(check -> check.getClass().getName())
                        .toList()))
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void idsAreUniqueAndThoseOfTheCatalogue() {
        List<String> ids = StandardChecks.all().stream().map(HealthCheck::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(Facts.CATALOGUE.entries().stream()
                        .map(CatalogueEntry::id)
                        .toList());
    }

    @Test
    void theCatalogueHoldsEightySevenChecksInTwoLanguages() {
        assertThat(Facts.CATALOGUE.entries()).hasSize(87);
        for (CatalogueEntry entry : Facts.CATALOGUE.entries()) {
            assertThat(entry.wordings()).as(entry.id()).isNotEmpty();
            assertThat(both(entry.title())).as(entry.id()).isTrue();
            assertThat(both(entry.predicts())).as(entry.id()).isTrue();
            assertThat(entry.wordings().values()).as(entry.id()).allMatch(StandardChecksTest::both);
            assertThat(entry.remedies().values()).as(entry.id()).allMatch(StandardChecksTest::both);
            entry.wordings()
                    .forEach((key, text) -> assertThat(placeholders(text.zh()))
                            .as(entry.id() + " " + key)
                            .isEqualTo(placeholders(text.en())));
        }
    }

    private static boolean both(Text text) {
        return !text.en().isBlank() && text.zh().codePoints().anyMatch(c -> c >= 0x4E00);
    }

    private static java.util.Set<String> placeholders(String text) {
        TreeSet<String> names = new TreeSet<>();
        var matcher = java.util.regex.Pattern.compile("\\{(\\w+)[#?}]").matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
