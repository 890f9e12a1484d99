package dev.watchkeeper.jobs;

import dev.watchkeeper.tenant.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on many matters of which any may fail, each in a transaction of its own. One that fails twice in a row is set
 * aside: it is told, it waits longer each time, and the others go on. If the database itself is lost the round ends.
 * Safe for several threads.
 */
public final class OneByOne {
    /** Hears of what is set aside and of what works again; makes findings of it. */
    public interface Notices {
        /** For commands, which tell their reader themselves. */
        Notices NONE = new Notices() {
            @Override
            public void setAside(SetAside.Matter matter) {}

            @Override
            public void over(String step, String key) {}
        };

        void setAside(SetAside.Matter matter);

        void over(String step, String key);
    }

    private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);
    /** What was not tried again for so long is not there any more. */
    private static final Duration GONE_AFTER = Duration.ofHours(3);

    private final Transactions transactions;
    private final SetAside aside;
    private final Notices notices;

    public OneByOne(Transactions transactions, SetAside aside, Notices notices) {
        this.transactions = transactions;
        this.aside = aside;
        this.notices = notices;
    }

    public Transactions transactions() {
        return transactions;
    }

    /**
     * Does the work for each that is not set aside; returns the sum of what it did.
     *
     * @param step what is done, for example {@code reminder}
     * @param work may be done twice for one matter, as its first transaction may be rolled back
     */
    public <T> long each(
            String step, Collection<T> matters, Function<T, String> key, ToLongFunction<T> work, Instant now) {
        if (matters.isEmpty()) {
            return 0;
        }
        Map<String, T> byKey = new LinkedHashMap<>();
        matters.forEach(matter -> byKey.put(bounded(key.apply(matter)), matter));
        Map<String, SetAside.Matter> known = aside.among(step, byKey.keySet());
        long done = 0;
        for (Map.Entry<String, T> one : byKey.entrySet()) {
            SetAside.Matter before = known.get(one.getKey());
            if (before != null && before.until().isAfter(now)) {
                continue;
            }
            try {
                done += twice(() -> work.applyAsLong(one.getValue()));
            } catch (RuntimeException | StackOverflowError e) {
                failed(step, one.getKey(), e, now);
                continue;
            }
            if (before != null) {
                worked(step, one.getKey());
            }
        }
        return done;
    }

    /**
     * The work for all in one transaction; if that fails, for each in its own. What failed before is done apart.
     *
     * @param work as for {@link #each}, for one or many
     */
    public <T> long together(
            String step, Collection<T> matters, Function<T, String> key, ToLongFunction<List<T>> work, Instant now) {
        Map<String, SetAside.Matter> known =
                known(step, matters.stream().map(key).toList());
        List<T> fresh = new ArrayList<>();
        List<T> apart = new ArrayList<>();
        matters.forEach(matter -> (known.containsKey(key.apply(matter)) ? apart : fresh).add(matter));
        long done = 0;
        try {
            done = fresh.isEmpty() ? 0 : transactions.in(() -> work.applyAsLong(fresh));
        } catch (RuntimeException | StackOverflowError e) {
            if (aside.isOutage(e)) {
                throw e;
            }
            LOG.warn("{}: {} cannot be done together, so it is done one by one: {}", step, fresh.size(), e.toString());
            apart.addAll(0, fresh);
        }
        return done + each(step, apart, key, matter -> work.applyAsLong(List.of(matter)), now);
    }

    /** A deadlock or a lost connection is over at once, and worth no word. */
    private long twice(java.util.function.LongSupplier work) {
        try {
            return transactions.in(work::getAsLong);
        } catch (RuntimeException e) {
            if (aside.isOutage(e)) {
                throw e;
            }
            LOG.debug("tried again at once: {}", e.toString());
            return transactions.in(work::getAsLong);
        }
    }

    /** Those of the keys that are set aside or were lately. */
    public Map<String, SetAside.Matter> known(String step, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<String, SetAside.Matter> found =
                aside.among(step, keys.stream().map(OneByOne::bounded).toList());
        Map<String, SetAside.Matter> known = new LinkedHashMap<>();
        for (String key : found.isEmpty() ? List.<String>of() : keys) {
            SetAside.Matter matter = found.get(bounded(key));
            if (matter != null) {
                known.put(key, matter);
            }
        }
        return known;
    }

    /** True if a failure says nothing about the matter at hand. */
    public boolean isOutage(Throwable failure) {
        return aside.isOutage(failure);
    }

    /**
     * Sets a matter aside and tells of it; says until when.
     *
     * @throws RuntimeException the failure itself, if it is the database that failed
     */
    public SetAside.Matter failed(String step, String key, Throwable failure, Instant now) {
        if (aside.isOutage(failure) && failure instanceof RuntimeException outage) {
            throw outage;
        }
        SetAside.Matter matter = transactions.in(() -> aside.failed(step, bounded(key), String.valueOf(failure), now));
        if (matter.tries() == 1) {
            LOG.error("{} {} fails and is set aside until {}; the others go on", step, key, matter.until(), failure);
        } else {
            LOG.warn(
                    "{} {} failed {} times and is set aside until {}: {}",
                    step,
                    key,
                    matter.tries(),
                    matter.until(),
                    failure.toString());
        }
        tell(() -> notices.setAside(matter));
        return matter;
    }

    /** A matter that was set aside works, or is no longer there. */
    public void worked(String step, String key) {
        String bounded = bounded(key);
        if (transactions.in(() -> aside.worked(step, bounded))) {
            LOG.info("{} {} works again", step, key);
            tell(() -> notices.over(step, bounded));
        }
    }

    /** Forgets what nobody has tried again for hours; returns how many. */
    public int forgetGone(Instant now) {
        List<SetAside.Matter> gone = aside.overdue(now.minus(GONE_AFTER));
        gone.forEach(matter -> worked(matter.step(), matter.key()));
        return gone.size();
    }

    /** A finding that cannot be written must not keep anything from its work. */
    private static void tell(Runnable notice) {
        try {
            notice.run();
        } catch (RuntimeException e) {
            LOG.warn("what was set aside cannot be told: {}", e.toString());
        }
    }

    private static String bounded(String key) {
        return Keys.bounded(key, SetAside.LONGEST_KEY);
    }
}
