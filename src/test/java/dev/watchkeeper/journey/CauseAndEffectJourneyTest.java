package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An administrator's change and what it broke, on the demo's customers: from Google's wire to one mail that names the
 * change, the administrator, the time, the effect in numbers and the way back, while what it explains stays silent.
 */
class CauseAndEffectJourneyTest {
    @TempDir
    Path directory;

    /**
     * What the reader must find.
     *
     * @param inMail words of the alert, in the manager's language
     * @param explained checks that fail because of it and are not told
     */
    private record Case(String tenant, String check, String admin, List<String> inMail, List<String> explained) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "lvye",
                    "EML-14",
                    "admin@lvye.example",
                    List.of("改动之后邮件断了", "block newsletters", "平时", "恢复方法"),
                    List.of("EML-09", "EML-10")),
            new Case(
                    "pinewood",
                    "LGN-05",
                    "admin@pinewood.example",
                    List.of("tightened 2-step verification", "users fail to sign in", "before)", "Undo", "/Staff"),
                    List.of("LGN-04")),
            new Case(
                    "dune",
                    "SYN-01",
                    "admin@dune.example",
                    List.of("12 users were cut off", "0 in the 24 hours before", "Field CRM", "Undo"),
                    List.of("SYN-02", "SYN-05")),
            new Case(
                    "hengtong",
                    "SHR-05",
                    "admin@hengtong.example",
                    List.of("关闭了对外共享", "9 人打不开文件", "之前 0 人", "恢复方法", "允许，但会提示"),
                    List.of()));

    @Test
    void eachChangeIsOneCriticalMailWithCauseEffectAndTheWayBack() throws Exception {
        String[] tenants = CASES.stream().map(Case::tenant).toArray(String[]::new);
        // Tuesday, ten o'clock in Berlin: everybody is at work.
        try (Stage stage = Stage.at(directory, "2026-11-24T09:00:00Z", tenants)) {
            stage.ring("audit").forward(Duration.ofMinutes(3)).ring("delivery");
            for (Case one : CASES) {
                List<Finding> ofCheck = stage.open().stream()
                        .filter(f -> f.tenantId().equals(one.tenant())
                                && f.checkId().equals(one.check())
                                && f.severity() == Severity.CRITICAL)
                        .toList();
                assertThat(ofCheck).as(one.check()).hasSize(1);
                assertThat(ofCheck.get(0).evidence()).containsKeys("by", "at").containsEntry("by", one.admin());
                String title = ofCheck.get(0).title().en();
                List<Letter> told = stage.letters().stream()
                        .filter(letter -> solid(letter.text()).contains(solid(one.admin()))
                                && one.inMail().stream()
                                        .allMatch(words -> solid(letter.text()).contains(solid(words))))
                        .toList();
                assertThat(told).as(one.check() + " " + title + letters(stage)).hasSize(1);
                assertThat(told.get(0).text())
                        .as("evidence in words")
                        .doesNotContainPattern("[a-z]+_[a-z]+|[A-Z]+_[A-Z]+|\\[ATT|not_readable");
                for (String effect : one.explained()) {
                    assertThat(stage.finding(one.tenant(), effect))
                            .as(effect)
                            .hasValueSatisfying(f -> assertThat(f.heldBy()).startsWith(one.check()));
                }
            }
        }
    }

    /** Without line breaks and the breaks that are only allowed. */
    private static String solid(String text) {
        return text.replaceAll("[\\s\u200b]", "");
    }

    private static String letters(Stage stage) {
        StringBuilder all = new StringBuilder();
        stage.letters()
                .forEach(letter ->
                        all.append('\n').append(letter.subject()).append('\n').append(letter.text()));
        return all.toString();
    }
}
