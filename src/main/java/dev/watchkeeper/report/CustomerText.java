package dev.watchkeeper.report;

import dev.watchkeeper.tenant.Language;

/**
 * Words written for the customer's eyes, in both languages. Everything else speaks to the desk and is a
 * {@link dev.watchkeeper.tenant.Text}: the compiler keeps the two apart, so that no remark, order or error of ours reaches
 * a customer.
 */
public record CustomerText(String en, String zh) {
    public String in(Language language) {
        return language == Language.ZH_CN ? zh : en;
    }
}
