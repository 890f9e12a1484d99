package dev.watchkeeper.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the house as a test; each rule says in its text what to do instead. */
class ArchitectureTest {
    private static final String ROOT = "dev.watchkeeper.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.watchkeeper");

    /** Features in order: each may use those before it, never those after it. */
    private static final List<String> FEATURES = List.of(
            "tenant", "calendar", "finding", "mail", "jobs", "tickets", "health", "sla", "audit", "digest", "report");

    private static final List<String> ADAPTERS = List.of(
            "config",
            "retry",
            "google",
            "dns",
            "status",
            "holidays",
            "tickets.sources",
            "mail.smtp",
            "render",
            "store",
            "schedule",
            "ops",
            "demo");

    /** What every adapter may use of the other adapters. */
    private static final Set<String> SHARED_ADAPTERS = Set.of("config", "retry");

    /** Who may touch which library; two owners are a decision, a third one is an accident. */
    private static final Map<String, List<String>> OWNERS = owners();

    private static Map<String, List<String>> owners() {
        Map<String, List<String>> owners = new LinkedHashMap<>();
        owners.put("org.quartz", List.of("schedule"));
        owners.put("org.jdbi", List.of("store"));
        owners.put("org.flywaydb", List.of("store"));
        owners.put("com.zaxxer", List.of("store", "tickets.sources"));
        owners.put("org.h2", List.of("store"));
        owners.put("com.google", List.of("google"));
        owners.put("org.xbill", List.of("dns", "demo"));
        owners.put(
                "com.fasterxml",
                List.of(
                        "config",
                        "google",
                        "status",
                        "tickets.sources",
                        "store",
                        "ops",
                        "demo",
                        "cli",
                        "render",
                        "dns",
                        "app"));
        owners.put("org.yaml", List.of("config"));
        owners.put("picocli", List.of("cli"));
        owners.put("gg.jte", List.of("render"));
        owners.put("com.openhtmltopdf", List.of("render"));
        owners.put("org.apache.pdfbox", List.of("render"));
        owners.put("jakarta.mail", List.of("mail.smtp"));
        owners.put("org.eclipse.angus", List.of("mail.smtp"));
        owners.put("io.micrometer", List.of("ops"));
        owners.put("com.sun.jna", List.of("ops"));
        owners.put("biweekly", List.of("holidays", "render"));
        owners.put("org.apache.commons.csv", List.of("cli", "store", "render", "config"));
        owners.put("de.focus_shift", List.of("holidays"));
        owners.put("ch.qos.logback", List.of("app", "cli"));
        return owners;
    }

    @Test
    void classesWereFound() {
        assertThat(CLASSES.size()).isGreaterThan(30);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.watchkeeper.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void featuresUseOnlyTheFeaturesBeforeThem() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass from : CLASSES) {
            int place = feature(from);
            if (place < 0) {
                continue;
            }
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass to = dependency.getTargetClass();
                if (!to.getPackageName().startsWith(ROOT)) {
                    return;
                }
                int other = feature(to);
                if (other < 0 || other > place) {
                    wrong.add(dependency.getDescription());
                }
            });
        }
        assertThat(wrong)
                .as("a feature uses features before it in %s, never adapters: give it a port", FEATURES)
                .isEmpty();
    }

    @Test
    void featuresArePlainJava() {
        ArchRule rule = noClasses()
                .that(areFeatures())
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.math..",
                        "java.text..",
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.security..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "dev.watchkeeper..",
                        "")
                .because("features stay free of libraries; put the library behind a port in an adapter");
        rule.check(CLASSES);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass from : CLASSES) {
            String home = adapter(from);
            if (home.isEmpty() || home.equals("demo")) {
                continue;
            }
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                String other = adapter(dependency.getTargetClass());
                if (!other.isEmpty() && !other.equals(home) && !SHARED_ADAPTERS.contains(other)) {
                    wrong.add(dependency.getDescription());
                }
            });
        }
        assertThat(wrong)
                .as("adapters meet in app, through ports of the features")
                .isEmpty();
    }

    @Test
    void nobodyDependsOnAppOrCli() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.watchkeeper.app..", "dev.watchkeeper.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.watchkeeper.app..", "dev.watchkeeper.cli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.watchkeeper.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.watchkeeper.cli..")
                .check(CLASSES);
    }

    @Test
    void everyLibraryHasItsOwners() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass from : CLASSES) {
            if (from.getPackageName().startsWith(ROOT + "app")
                    || from.getPackageName().startsWith(ROOT + "render.templates")) {
                continue;
            }
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                String target = dependency.getTargetClass().getName();
                OWNERS.forEach((library, owners) -> {
                    if (target.startsWith(library + ".") && owners.stream().noneMatch(owner -> inside(from, owner))) {
                        wrong.add(library + " belongs to " + owners + ": " + dependency.getDescription());
                    }
                });
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void onlyTheRootReadsTheWallClock() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages("dev.watchkeeper.app..", "dev.watchkeeper.cli..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .because("time is a parameter: Instant now for pure code, a Clock for shells");
        rule.check(CLASSES);
    }

    @Test
    void nobodyInterruptsAThreadThatMayBeInsideTheDatabase() {
        noClasses()
                .should()
                .callMethod(java.util.concurrent.ExecutorService.class, "shutdownNow")
                .orShould()
                .callMethod(java.util.concurrent.Future.class, "cancel", boolean.class)
                .because("an interrupt inside embedded H2 closes the database for everybody")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        Set<String> packages = CLASSES.stream()
                .filter(c -> !c.getPackageName().startsWith(ROOT + "render.templates"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : packages) {
            boolean marked = CLASSES.stream()
                    .anyMatch(c -> c.getName().equals(name + ".package-info") && c.isAnnotatedWith(NullMarked.class));
            if (!marked) {
                unmarked.add(name);
            }
        }
        assertThat(packages).hasSizeGreaterThan(10);
        assertThat(unmarked).as("add a package-info.java with @NullMarked").isEmpty();
    }

    @Test
    void codingRulesHold() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
        classes()
                .that()
                .doNotHaveFullyQualifiedName("dev.watchkeeper.cli.Main")
                .should(notUseStandardStreams())
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> notUseStandardStreams() {
        return new ArchCondition<>("not use the standard streams; commands print through picocli's writer") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getFieldAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                        .filter(access ->
                                Set.of("out", "err").contains(access.getTarget().getName()))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(item, access.getDescription())));
            }
        };
    }

    private static DescribedPredicate<JavaClass> areFeatures() {
        return DescribedPredicate.describe("are features", c -> feature(c) >= 0);
    }

    /** The place of a class among the features, or -1. */
    private static int feature(JavaClass c) {
        if (!adapter(c).isEmpty()) {
            return -1;
        }
        for (int i = 0; i < FEATURES.size(); i++) {
            if (inside(c, FEATURES.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The adapter a class belongs to, the longest name first; empty if none. */
    private static String adapter(JavaClass c) {
        return ADAPTERS.stream()
                .filter(name -> inside(c, name))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static boolean inside(JavaClass c, String name) {
        String home = c.getPackageName() + ".";
        return home.startsWith(ROOT + name + ".");
    }
}
