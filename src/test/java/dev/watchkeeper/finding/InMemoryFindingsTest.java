package dev.watchkeeper.finding;

import dev.watchkeeper.fixture.InMemoryFindings;

class InMemoryFindingsTest implements FindingsContract {
    private final Findings findings = new InMemoryFindings();

    @Override
    public Findings findings() {
        return findings;
    }
}
