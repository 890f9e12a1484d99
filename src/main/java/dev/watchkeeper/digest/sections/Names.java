package dev.watchkeeper.digest.sections;

import dev.watchkeeper.digest.Voice;
import dev.watchkeeper.tenant.Tenant;
import java.util.List;

/** Several customers in one line, the first six by name. */
final class Names {
    private static final int MOST = 6;

    private Names() {}

    static String of(List<Tenant> customers, Voice voice) {
        List<String> shown =
                customers.stream().limit(MOST).map(voice::shortName).toList();
        String list = voice.words().list(shown);
        return customers.size() <= MOST
                ? list
                : voice.words().count("names.more", customers.size() - MOST, "names", list);
    }
}
