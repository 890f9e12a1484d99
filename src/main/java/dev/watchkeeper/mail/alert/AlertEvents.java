package dev.watchkeeper.mail.alert;

import dev.watchkeeper.tenant.Person;

/** What the desk tells operators. */
public interface AlertEvents {
    AlertEvents SILENT = (person, alerts) -> {};

    /** More alerts in an hour than anybody can read; only lists are sent now. */
    void storm(Person person, int alerts);
}
