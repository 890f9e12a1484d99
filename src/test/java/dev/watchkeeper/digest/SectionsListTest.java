package dev.watchkeeper.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.watchkeeper.digest.sections.StandardSections;
import org.junit.jupiter.api.Test;

class SectionsListTest {
    @Test
    void everySectionIsListed() {
        var written = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.watchkeeper.digest.sections")
                        .stream()
                        .filter(c -> c.isAssignableTo(Section.class)
                                && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(c -> c.getName())
                        .toList();

        assertThat(written).hasSizeGreaterThan(6);
        assertThat(StandardSections.all())
                .extracting(one -> one.getClass().getName())
                .doesNotHaveDuplicates()
                .containsAll(written);
    }
}
