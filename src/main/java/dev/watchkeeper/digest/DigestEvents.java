package dev.watchkeeper.digest;

import dev.watchkeeper.tenant.Person;

/** What the digest writer tells others. */
public interface DigestEvents {
    DigestEvents SILENT = (kind, person, failure) -> {};

    /** A digest could not be composed; it will be tried again. */
    void failed(DigestKind kind, Person person, RuntimeException failure);

    /** A digest was composed, or rightly skipped: the first of its kind and reader, or the first after a failure. */
    default void well(DigestKind kind, Person person) {}
}
