package dev.watchkeeper.mail.alert;

import dev.watchkeeper.tenant.Text;
import java.time.Instant;

/** A line of a timeline. */
public record Moment(Instant at, Text what) {}
