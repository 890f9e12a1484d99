package dev.watchkeeper.tickets.sources;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query with {@code :cursor} and {@code :n}, in any order and as often as it likes. What stands in quotes or
 * comments, casts such as {@code ::numeric} and longer names such as {@code :now} are left alone.
 *
 * @param text for {@code prepareStatement}
 * @param parameters in order: true for the cursor, false for the number of rows
 */
record CursorSql(String text, List<Boolean> parameters) {
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|/\\*.*?\\*/|::|:(cursor|n)\\b", Pattern.DOTALL);

    static CursorSql parse(String sql) {
        StringBuilder text = new StringBuilder();
        List<Boolean> parameters = new ArrayList<>();
        Matcher token = TOKEN.matcher(sql);
        while (token.find()) {
            String name = token.group(1);
            if (name == null) {
                token.appendReplacement(text, Matcher.quoteReplacement(token.group()));
            } else {
                token.appendReplacement(text, "?");
                parameters.add(name.equals("cursor"));
            }
        }
        token.appendTail(text);
        return new CursorSql(text.toString(), List.copyOf(parameters));
    }

    boolean isComplete() {
        return parameters.contains(true) && parameters.contains(false);
    }

    void bind(PreparedStatement statement, long cursor, int rows) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i)) {
                statement.setLong(i + 1, cursor);
            } else {
                statement.setInt(i + 1, rows);
            }
        }
    }
}
