package dev.watchkeeper.mail.page;

/** A page in both forms. */
public record Rendered(String html, String text) {}
