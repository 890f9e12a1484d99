package dev.watchkeeper.mail.page;

/** How urgent something looks: always a shape and a word beside the colour. */
public enum Tone {
    CRITICAL("crit", "#b42318", "■"),
    HIGH("high", "#b54708", "▲"),
    MEDIUM("mut", "#57606a", "●"),
    LOW("mut", "#57606a", "○"),
    GOOD("ok", "#067647", "✓"),
    PLAIN("mut", "#57606a", "·");

    private final String style;
    private final String colour;
    private final String shape;

    Tone(String style, String colour, String shape) {
        this.style = style;
        this.colour = colour;
        this.shape = shape;
    }

    /** Class name in the style sheet, for dark screens. */
    public String style() {
        return style;
    }

    /** Colour on white. */
    public String colour() {
        return colour;
    }

    public String shape() {
        return shape;
    }
}
