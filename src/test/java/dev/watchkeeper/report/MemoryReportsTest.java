package dev.watchkeeper.report;

import dev.watchkeeper.fixture.MemoryReports;

class MemoryReportsTest implements ReportsContract {
    private final Reports reports = new MemoryReports();

    @Override
    public Reports reports() {
        return reports;
    }
}
