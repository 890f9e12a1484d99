package dev.watchkeeper.store;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Every text on its way into the database. PostgreSQL refuses the character NUL and half a surrogate pair; a hostile
 * event must not make a whole transaction fail, so both become U+FFFD on either engine.
 */
final class HarmlessText extends AbstractArgumentFactory<String> {
    private static final char REPLACEMENT = '\uFFFD';

    HarmlessText() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
        String stored = of(value);
        return (position, statement, context) -> statement.setString(position, stored);
    }

    static String of(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean loneSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (c == 0 || loneSurrogate) {
                result.append(REPLACEMENT);
            } else {
                result.appendCodePoint(c);
            }
        });
        return result.toString();
    }
}
