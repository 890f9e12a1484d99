package dev.watchkeeper.health.precision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.precision.Company.Kind;
import dev.watchkeeper.health.precision.Watched.Told;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small form of {@link PrecisionBench}: a month of a few companies. */
class PrecisionTest {
    private static final int DAYS = 28;

    @Test
    @SuppressWarnings("EnumOrdinal") // a seed
    void inHealthyCompaniesHardlyAnythingIsTold() {
        for (Kind kind : Kind.values()) {
            Company company = new Company(kind, 50, kind == Kind.OFFICE, Watched.quarter(), DAYS, 7 + kind.ordinal());
            List<Told> told = Watched.through(company);

            assertThat(told).as(kind + ": critical").noneMatch(t -> t.severity() == Severity.CRITICAL);
            assertThat(told.stream().filter(t -> t.severity() == Severity.HIGH))
                    .as(kind + ": high")
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(told).as(kind + ": in all").hasSizeLessThanOrEqualTo(DAYS / 7);
        }
    }

    @Test
    void everyPlantedTroubleIsFoundInTime() {
        Company company = new Company(Kind.OFFICE, 60, false, Watched.quarter(), 20, 99);
        List<Planted> planted = new ArrayList<>();
        // Working days; what hides another is planted on another day.
        LocalDate monday = Watched.quarter().plusDays(7);
        for (int i = 0; i < Planted.CHECKS.size(); i++) {
            int day = i % 4;
            planted.add(Planted.in(company, Planted.CHECKS.get(i), monday.plusDays(day), i));
        }
        List<Told> told = Watched.through(company);

        assertThat(planted)
                .allSatisfy(one -> assertThat(told)
                        .as(one.toString())
                        .anyMatch(t -> t.check().equals(one.check())
                                && !t.at().isBefore(one.since())
                                && !t.at().isAfter(one.since().plus(one.promised()))));
    }
}
