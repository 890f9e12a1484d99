package dev.watchkeeper.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The daily bustle of a customer's log, computed when asked for: time is cut into slots, and what happens in a slot
 * follows from the seed. Nothing is kept, so a million events cost no memory.
 */
final class Background {
    private static final int WANTED_PER_SLOT = 50;
    private static final int[] SLOT_SECONDS = {1, 2, 3, 5, 10, 15, 30, 60, 300, 900, 1800, 3600};

    private final EmulatedCustomer customer;
    private final String application;
    private final double perDay;
    private final int slotSeconds;
    private final ZoneId zone;

    Background(EmulatedCustomer customer, String application, double perDay, ZoneId zone) {
        this.customer = customer;
        this.application = application;
        this.perDay = perDay;
        this.zone = zone;
        this.slotSeconds = slotFor(perDay);
    }

    private static int slotFor(double perDay) {
        int best = SLOT_SECONDS[0];
        for (int seconds : SLOT_SECONDS) {
            if (perDay * seconds / 86_400 <= WANTED_PER_SLOT) {
                best = seconds;
            }
        }
        return best;
    }

    boolean isSilent() {
        return perDay <= 0;
    }

    long slotOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), slotSeconds);
    }

    /** The slot's entries, newest first. */
    List<Activity> slot(long slot) {
        Instant start = Instant.ofEpochSecond(slot * slotSeconds);
        double expected = perDay * slotSeconds / 86_400 * weight(start);
        long noise = Noise.of(customer.seed(), application, slot, 0);
        int count = (int) (expected + Noise.fraction(noise));
        if (count == 0) {
            return List.of();
        }
        List<Activity> entries = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            long own = Noise.of(customer.seed(), application, slot, k + 1L);
            long millis = (long) ((k + Noise.fraction(own)) / count * slotSeconds * 1000);
            entries.add(entry(start.plusMillis(millis), own));
        }
        Collections.sort(entries);
        return entries;
    }

    /** How busy the hour is, 1 on average over a week: office hours in the customer's zone, quiet nights and weekends. */
    private double weight(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        boolean weekend = local.getDayOfWeek().getValue() > 5;
        int hour = local.getHour();
        if (weekend) {
            return 0.12;
        }
        return hour >= 9 && hour < 18 ? 3.2 : hour >= 7 && hour < 22 ? 0.6 : 0.1;
    }

    private Activity entry(Instant time, long noise) {
        int user = Noise.below(noise, customer.users());
        String email = customer.email(user);
        // Most appear within minutes, one in a hundred much later.
        long late = Noise.below(noise >>> 3, 100) == 0 ? 2400 : 30 + Noise.below(noise >>> 5, 150);
        return new Activity(
                time,
                noise,
                application,
                time.plusSeconds(late),
                Map.of("callerType", "USER", "email", email, "profileId", EmulatedUser.profileId(email)),
                "198.51.100." + Noise.below(noise >>> 9, 250),
                List.of(event(email, Noise.below(noise >>> 13, 1000), noise)),
                application.equals("login")
                        ? Map.of("networkInfo", Map.of("ipAsn", List.of(64500), "regionCode", "CN"))
                        : Map.of());
    }

    private Activity.Event event(String email, int dice, long noise) {
        String file = "doc" + Long.toHexString(noise >>> 24);
        return switch (application) {
            case "login" ->
                dice < 30
                        ? new Activity.Event(
                                "login",
                                "login_failure",
                                Map.of(
                                        "login_type",
                                        "google_password",
                                        "login_challenge_method",
                                        List.of("password"),
                                        "login_failure_type",
                                        "login_failure_invalid_password"))
                        : dice < 150
                                ? new Activity.Event("login", "logout", Map.of("login_type", "google_password"))
                                : new Activity.Event(
                                        "login",
                                        "login_success",
                                        Map.of(
                                                "login_type",
                                                "google_password",
                                                "login_challenge_method",
                                                List.of("password", "google_prompt"),
                                                "is_suspicious",
                                                false));
            case "drive" ->
                new Activity.Event(
                        "access",
                        dice < 500 ? "view" : dice < 900 ? "edit" : "download",
                        Map.of(
                                "primary_event",
                                true,
                                "billable",
                                true,
                                "doc_id",
                                file,
                                "doc_title",
                                "Notes " + Noise.below(noise >>> 17, 900),
                                "doc_type",
                                "document",
                                "owner",
                                email,
                                "visibility",
                                "private"));
            case "token" ->
                new Activity.Event(
                        "auth",
                        "authorize",
                        Map.of(
                                "app_name",
                                "Calendar helper",
                                "client_id",
                                "1001-calendar.apps.googleusercontent.com",
                                "client_type",
                                "WEB",
                                "scope",
                                List.of("https://www.googleapis.com/auth/calendar.readonly")));
            case "calendar" ->
                new Activity.Event(
                        "calendar_change", "create_event", Map.of("calendar_id", email, "event_title", "Meeting"));
            case "admin" ->
                new Activity.Event(
                        "USER_SETTINGS",
                        "MOVE_USER_TO_ORG_UNIT",
                        Map.of("USER_EMAIL", email, "ORG_UNIT_NAME", "/", "NEW_VALUE", "/"));
            case "user_accounts" -> new Activity.Event("2sv_change", "2sv_enroll", Map.of());
            case "groups" -> new Activity.Event("acl_change", "add_user", Map.of("group_email", "all@example.com"));
            case "gmail" ->
                new Activity.Event(
                        "delivery_type",
                        "delivery",
                        Map.of(
                                "event_info",
                                Map.of("mail_event_type", 2L, "success", true, "timestamp_usec", noise >>> 12),
                                "message_info",
                                Map.of("action_type", 3L, "rfc2822_message_id", "<" + file + "@example.net>")));
            default -> new Activity.Event(application, "event", Map.of());
        };
    }
}
