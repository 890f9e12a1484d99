package dev.watchkeeper.mail.answer;

/** Makes HTML of a page. */
public interface AnswerRenderer {
    Html render(AnswerPage page);

    /**
     * A whole document without scripts and without anything from elsewhere.
     *
     * @param styleHash SHA-256 of its one style sheet in base64, for the content security policy
     */
    record Html(String text, String styleHash) {}
}
