package dev.watchkeeper.cli;

import dev.watchkeeper.tenant.Language;
import picocli.CommandLine.Option;

/** The option of commands that print what checks say. */
final class LanguageOption {
    @Option(names = "--lang", paramLabel = "LANG", description = "Language of texts: en (default) or zh-CN.")
    private String language = "en";

    Language get() {
        try {
            return Language.of(language);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--lang: " + e.getMessage());
        }
    }
}
