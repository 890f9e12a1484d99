package dev.watchkeeper.mail.page;

/** A link made by {@link Links}, which alone decides where a mail may lead. */
public final class SafeLink {
    private final String label;
    private final String href;

    SafeLink(String label, String href) {
        this.label = label;
        this.href = href;
    }

    public String label() {
        return label;
    }

    public String href() {
        return href;
    }
}
