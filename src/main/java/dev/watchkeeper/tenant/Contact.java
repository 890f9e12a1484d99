package dev.watchkeeper.tenant;

import org.jspecify.annotations.Nullable;

/** A registered contact at the customer. */
public record Contact(
        String name,
        String email,
        @Nullable String phone,
        @Nullable String role) {}
