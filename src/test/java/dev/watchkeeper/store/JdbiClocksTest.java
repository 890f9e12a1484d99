package dev.watchkeeper.store;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.jobs.SetAside;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.ClockReports;
import dev.watchkeeper.sla.IsolationContract;
import dev.watchkeeper.tickets.TicketEvents;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiClocksTest implements IsolationContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public TicketEvents log() {
        return new JdbiTicketEvents(DATABASE.database());
    }

    @Override
    public ClockBook book() {
        return new JdbiClocks(DATABASE.database());
    }

    @Override
    public ClockReports reports() {
        return new JdbiClockReports(DATABASE.database());
    }

    @Override
    public Transactions transactions() {
        return DATABASE.database();
    }

    @Override
    public SetAside setAside() {
        return new JdbiSetAside(DATABASE.database());
    }
}
