package dev.watchkeeper.audit;

import dev.watchkeeper.health.Prediction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What was predicted on which day, and how it compares with what came. */
public interface Predictions {
    /** Stores a tenant's predictions of a day in place of earlier ones of the same day. */
    void save(String tenantId, LocalDate day, List<Prediction> likeliestFirst, Instant now);

    /** A tenant's predictions of a day, likeliest first. */
    List<Prediction> of(String tenantId, LocalDate day);

    /** Notes that a ticket is the call that was predicted on a day because of a finding. */
    void link(String tenantId, LocalDate day, String findingId, String ticketKey);

    /** The findings that predicted a ticket. */
    List<String> findingsOf(String ticketKey);

    /** The tickets that a finding predicted. */
    List<String> ticketsOf(String findingId);

    /** Days in {@code [from, to)} on which anything was predicted for a tenant, with the sum of the weights. */
    List<Forecasted> between(LocalDate from, LocalDate to);

    /** Deletes predictions before a day. */
    int forget(LocalDate before);

    /** A tenant's day. */
    record Forecasted(String tenantId, LocalDate day, double weight) {}
}
