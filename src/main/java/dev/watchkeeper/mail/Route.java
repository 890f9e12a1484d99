package dev.watchkeeper.mail;

import java.time.Duration;

/**
 * A mailer with its name and its limits.
 *
 * @param perMinute mails a minute that the relay is known to take
 * @param timeout longest wait for one answer; a lease lasts twice as long
 */
public record Route(String name, Mailer mailer, int perMinute, Duration timeout) {}
