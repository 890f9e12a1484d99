package dev.watchkeeper.mail.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.CatalogueReader;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.tenant.Language;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ConsolePageTest {
    private static final Links LINKS = new Links(List.of(), "desk@reseller.example");

    @Test
    void everyCheckHasAPageOrSaysThatItHasNone() {
        assertThat(CatalogueReader.packaged().entries())
                .hasSizeGreaterThan(60)
                .extracting(CatalogueEntry::id)
                .allSatisfy(id -> assertThat(ConsolePage.of(id)).as(id).isPresent());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOWHERE")
    void everyPageMayBeLinkedAndHasANameInBothLanguages(ConsolePage page) {
        for (Language language : Language.values()) {
            Words words = Words.of(language, ZoneOffset.UTC);
            String label = words.say("console." + page.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(Columns.width(label)).isBetween(5, 30);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LGN-02, https://admin.google.com/ac/users",
        "LGN-07, https://admin.google.com/ac/users",
        "LEK-07, https://admin.google.com/ac/customertakeout",
        "SYN-09, https://admin.google.com/ac/owl/domainwidedelegation",
        "EML-17, https://email-quarantine.google.com/adminreview",
        "OUT-01, https://www.google.com/appsstatus/dashboard/",
        "MINE-1, https://admin.google.com/",
    })
    void theButtonLeadsToWhereTheProblemIsMended(String check, String address) {
        assertThat(ConsolePage.link(check, Words.of(Language.EN, ZoneOffset.UTC), LINKS))
                .hasValueSatisfying(link -> assertThat(link.href()).isEqualTo(address));
    }

    @Test
    void whatIsMendedAtTheDnsProviderHasNoButton() {
        assertThat(ConsolePage.link("EML-03", Words.of(Language.EN, ZoneOffset.UTC), LINKS))
                .isEmpty();
    }
}
