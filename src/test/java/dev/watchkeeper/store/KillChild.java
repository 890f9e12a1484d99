package dev.watchkeeper.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Writes into an H2 database as fast as it can and prints every commit; made to be killed. */
final class KillChild {
    static final int THREADS = 4;
    static final String TABLES = """
            create table if not exists kill_ack (id bigint primary key, thread integer, body text);
            create table if not exists kill_counter (thread integer primary key, last bigint);
            """;

    private KillChild() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        // Whoever reads what is printed must not wait for threads that have ended.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        Database database = Database.openAsDaemon(DatabaseSettings.h2(Path.of(args[0])), Clock.systemUTC());
        database.jdbi().useHandle(handle -> handle.createScript(TABLES).execute());
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            new Thread(() -> write(database, number, out), "writer-" + number).start();
        }
    }

    private static void write(Database database, int thread, PrintStream out) {
        long last = database.jdbi()
                .withHandle(handle -> handle.createQuery("select coalesce(max(id), 0) from kill_ack where thread = ?")
                        .bind(0, thread)
                        .mapTo(Long.class)
                        .one());
        long id = last == 0 ? thread : last;
        while (true) {
            id += THREADS;
            long next = id;
            try {
                database.jdbi().useTransaction(handle -> {
                    handle.execute(
                            "insert into kill_ack (id, thread, body) values (?, ?, ?)",
                            next,
                            thread,
                            "x".repeat(next % 200 == 0 ? 20_000 : 50));
                    handle.execute(
                            "merge into kill_counter c using (values (cast(? as integer))) as n (thread)"
                                    + " on c.thread = n.thread when matched then update set last = ?"
                                    + " when not matched then insert (thread, last) values (n.thread, ?)",
                            thread,
                            next,
                            next);
                });
            } catch (RuntimeException e) {
                id -= THREADS;
                synchronized (out) {
                    out.println("failed " + DatabaseException.explain(e).lines().collect(Collectors.joining(" ")));
                    out.flush();
                }
                LockSupport.parkNanos(200_000_000);
                continue;
            }
            synchronized (out) {
                out.println(next);
                out.flush();
            }
        }
    }
}
