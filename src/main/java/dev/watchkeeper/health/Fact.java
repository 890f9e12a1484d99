package dev.watchkeeper.health;

import dev.watchkeeper.tenant.Text;
import java.time.Instant;

/**
 * Something read about a tenant, or the reason why it could not be read.
 *
 * <p>A check calls {@link #get()}; on an unavailable fact that ends the check as unknown with the reason.
 */
public sealed interface Fact<T> {
    /** The value; throws {@link FactUnavailable} if there is none. */
    T get();

    static <T> Fact<T> known(T value, Instant readAt) {
        return new Known<>(value, readAt);
    }

    static <T> Fact<T> unavailable(Text reason) {
        return new Unavailable<>(reason);
    }

    /** For reasons that read the same in both languages, such as a message of Google's. */
    static <T> Fact<T> unavailable(String reason) {
        return new Unavailable<>(Text.same(reason));
    }

    default boolean isKnown() {
        return this instanceof Known;
    }

    record Known<T>(T value, Instant readAt) implements Fact<T> {
        @Override
        public T get() {
            return value;
        }
    }

    record Unavailable<T>(Text reason) implements Fact<T> {
        @Override
        public T get() {
            throw new FactUnavailable(reason);
        }
    }
}
