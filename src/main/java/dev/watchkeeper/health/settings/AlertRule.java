package dev.watchkeeper.health.settings;

import org.jspecify.annotations.Nullable;

/**
 * One of Google's system-defined alert rules.
 *
 * @param mailOnly it only sends mail; its state is told by the receivers
 * @param required SHALL in the public auditor's release 0.4.1
 * @param inCurrentBaseline named as required in the current baseline
 * @param onByDefault the state assumed without any event; null if not known
 */
public record AlertRule(
        String name,
        boolean mailOnly,
        boolean required,
        boolean inCurrentBaseline,
        @Nullable Boolean onByDefault) {}
