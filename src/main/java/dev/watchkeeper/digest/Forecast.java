package dev.watchkeeper.digest;

import dev.watchkeeper.tenant.Text;

/** What a customer's users will probably report, and why we think so; likeliest first in a list. */
public record Forecast(String tenantId, Text report, Text cause, String ref) {}
