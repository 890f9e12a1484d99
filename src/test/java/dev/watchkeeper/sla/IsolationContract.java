package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.jobs.OneByOne;
import dev.watchkeeper.jobs.SetAside;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A ticket at which any step fails costs its own clock, no other's, and recovers by itself. */
public interface IsolationContract extends TwoNodesContract {
    Instant OPENED = Instant.parse("2026-09-07T01:00:00Z");
    Instant BREACHED = Instant.parse("2026-09-07T02:00:01Z");

    SetAside setAside();

    /** Ten tickets of one customer, one of which somebody breaks. */
    final class Ward implements OneByOne.Notices {
        final TreeSet<String> findings = new TreeSet<>();
        final List<String> breaches = new ArrayList<>();
        final IsolationContract engine;
        final ClockKeeper keeper;
        final DeadlineWatch watch;
        /** What fails now, by the name of the call and the ticket. */
        Predicate<String> fails = call -> false;

        Ward(IsolationContract engine) {
            this.engine = engine;
            keeper = new ClockKeeper(
                    book(engine.book()),
                    engine.log(),
                    () -> ClockKeeperContract.Desk.plan("1h").fold(),
                    now -> Watermarks.COMPLETE,
                    (news, now) -> {
                        news.forEach(one -> fail("tell " + one.ticket().subject()));
                        news.stream()
                                .filter(one -> one.kind() == ClockNews.Kind.BREACH)
                                .filter(one -> one.clock().metric() == Metric.FIRST_RESPONSE)
                                .forEach(one -> breaches.add(one.ticket().subject()));
                    },
                    new OneByOne(engine.transactions(), engine.setAside(), this));
            watch = new DeadlineWatch(keeper, engine.book(), java.time.Clock.systemUTC(), () -> {});
        }

        void fail(String call) {
            if (fails.test(call)) {
                throw new IllegalStateException(call);
            }
        }

        /** The book, but for calls that fail. */
        private ClockBook book(ClockBook real) {
            return (ClockBook) Proxy.newProxyInstance(
                    ClockBook.class.getClassLoader(), new Class<?>[] {ClockBook.class}, (proxy, method, arguments) -> {
                        Object first = arguments == null ? null : arguments[0];
                        Collection<?> about =
                                first instanceof Collection<?> list ? list : List.of(String.valueOf(first));
                        for (Object one : about) {
                            String key = one instanceof ClockBook.Change change
                                    ? change.card().key()
                                    : String.valueOf(one);
                            fail(method.getName() + " " + key.substring(key.indexOf('/') + 1));
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public void setAside(SetAside.Matter matter) {
            findings.add(matter.step() + ":" + matter.key());
        }

        @Override
        public void over(String step, String key) {
            findings.remove(step + ":" + key);
        }

        void open(int from, int to) {
            engine.log()
                    .append(IntStream.range(from, to)
                            .mapToObj(
                                    i -> TicketEvent.builder("/desk", "o" + i, EventType.TICKET_OPENED, "t" + i, OPENED)
                                            .customer(Script.CUSTOMER)
                                            .channel(Channel.EMAIL)
                                            .receivedAt(OPENED)
                                            .build())
                            .toList());
        }

        List<String> told() {
            return breaches.stream().sorted().toList();
        }
    }

    private static List<String> others() {
        return List.of("t0", "t1", "t2", "t4", "t5", "t6", "t7", "t8", "t9");
    }

    private int tries() {
        return setAside().among("ticket", List.of("desk/t3")).values().stream()
                .mapToInt(SetAside.Matter::tries)
                .sum();
    }

    private List<Clock> clocks(String ticket) {
        return book().entries(List.of(ticket)).values().stream()
                .flatMap(entry -> entry.clocks().stream())
                .toList();
    }

    private void oneFails(String call) {
        Ward ward = new Ward(this);
        ward.fails = call::equals;
        ward.open(0, 10);
        ward.watch.tick(OPENED.plusSeconds(1));
        ward.watch.tick(BREACHED);

        assertThat(ward.told()).as("in the very second").containsExactlyElementsOf(others());
        assertThat(ward.findings).containsExactly("ticket:desk/t3");
        int tries = tries();
        for (int second = 1; second < 60; second++) {
            ward.watch.tick(BREACHED.plusSeconds(second));
        }
        assertThat(tries()).as("less and less often").isBetween(tries + 1, tries + 5);

        ward.fails = other -> false;
        ward.watch.tick(BREACHED.plusSeconds(7200));

        assertThat(ward.told()).hasSize(10).contains("t3");
        assertThat(ward.findings).isEmpty();
        assertThat(setAside().among("ticket", List.of("desk/t3"))).isEmpty();
        assertThat(book().queued()).isZero();
        ward.watch.tick(BREACHED.plusSeconds(7300));
        assertThat(ward.told()).as("once only").hasSize(10);
    }

    @Test
    default void aTicketThatCannotBeWrittenCostsItself() {
        oneFails("write t3");
    }

    @Test
    default void aTicketThatCannotBeToldOfCostsItself() {
        oneFails("tell t3");
    }

    @Test
    default void aTicketThatCannotBeReadCostsItself() {
        oneFails("entries t3");
    }

    /** What broke once, as a deadlock does, leaves no trace. */
    @Test
    default void aBatchThatFailsOnceIsDoneOneByOneAtOnce() {
        Ward ward = new Ward(this);
        ward.open(0, 10);
        List<String> once = new ArrayList<>(List.of("write t3"));
        ward.fails = once::remove;
        ward.watch.tick(OPENED.plusSeconds(1));

        assertThat(clocks("desk/t3")).isNotEmpty();
        assertThat(ward.findings).isEmpty();
        assertThat(book().queued()).isZero();
    }

    @Test
    default void whatCannotEvenBePutOffStaysQueuedAndDoesNotTurnInCircles() {
        Ward ward = new Ward(this);
        ward.fails = call -> call.equals("write t3") || call.equals("putOff t3");
        ward.open(0, 10);
        ward.watch.tick(OPENED.plusSeconds(1));

        assertThat(clocks("desk/t4")).isNotEmpty();
        assertThat(book().queued()).isPositive();
        ward.fails = call -> false;
        ward.watch.tick(OPENED.plusSeconds(60));
        assertThat(clocks("desk/t3")).isNotEmpty();
        assertThat(ward.findings).isEmpty();
    }

    @Test
    default void whatIsSetAsideWaitsLongerEachTimeAndIsForgottenWhenItIsGone() {
        SetAside aside = setAside();
        String longKey = "k".repeat(SetAside.LONGEST_KEY);
        assertThat(aside.failed("mail", longKey, "no\0 good \ud800", OPENED).until())
                .isEqualTo(OPENED.plusSeconds(2));
        SetAside.Matter second = aside.failed("mail", longKey, "worse", OPENED.plusSeconds(5));
        assertThat(second.tries()).isEqualTo(2);
        assertThat(second.since()).isEqualTo(OPENED);
        assertThat(second.until()).isEqualTo(OPENED.plusSeconds(15));

        assertThat(aside.among("mail", List.of("other", longKey))).isEqualTo(Map.of(longKey, second));
        assertThat(aside.among("ticket", List.of(longKey))).isEmpty();
        assertThat(aside.all()).containsExactly(second);
        assertThat(aside.overdue(OPENED.plusSeconds(15))).isEmpty();
        assertThat(aside.overdue(OPENED.plusSeconds(16))).containsExactly(second);
        assertThat(aside.worked("mail", longKey)).isTrue();
        assertThat(aside.worked("mail", longKey)).isFalse();
        assertThat(aside.isOutage(new IllegalStateException("x"))).isFalse();
    }

    @Test
    default void oneOfManyIsSetAsideAndTheRestIsDone() {
        List<String> told = new ArrayList<>();
        List<Integer> done = new ArrayList<>();
        OneByOne each = new OneByOne(transactions(), setAside(), new OneByOne.Notices() {
            @Override
            public void setAside(SetAside.Matter matter) {
                told.add("aside " + matter.key());
            }

            @Override
            public void over(String step, String key) {
                told.add("over " + key);
            }
        });
        boolean[] broken = {true};
        for (int second : new int[] {0, 1, 2, 3}) {
            broken[0] = second < 2;
            each.each(
                    "number",
                    List.of(1, 2, 3),
                    String::valueOf,
                    number -> {
                        if (broken[0] && number == 2) {
                            throw new IllegalArgumentException("two");
                        }
                        done.add(number);
                        return 1;
                    },
                    OPENED.plusSeconds(second));
        }

        assertThat(done).containsExactly(1, 3, 1, 3, 1, 2, 3, 1, 2, 3);
        assertThat(told).containsExactly("aside 2", "over 2");
        setAside().failed("number", "9", "gone", OPENED);
        assertThat(each.forgetGone(OPENED.plusSeconds(3 * 3600))).isZero();
        assertThat(each.forgetGone(OPENED.plusSeconds(4 * 3600))).isEqualTo(1);
        assertThat(told).last().isEqualTo("over 9");
        assertThatThrownBy(() -> transactions().run(() -> {
                    throw new IllegalStateException("left clean");
                }))
                .hasMessage("left clean");
    }
}
