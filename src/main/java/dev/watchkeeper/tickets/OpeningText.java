package dev.watchkeeper.tickets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks whether an opening text says what support needs: what went wrong, when, and for whom. A hint, not a verdict;
 * reads Chinese and English. The text itself need not be stored.
 */
public final class OpeningText {
    public static final String ERROR_TEXT = "error_text";
    public static final String TIME = "time";
    public static final String AFFECTED_USERS = "affected_users";

    private static final Pattern ERROR = Pattern.compile(
            "error|fail|denied|exception|bounce|reject|timed? ?out|cannot|can't|unable|\\b[45]\\d\\d\\b|[45]\\.\\d\\.\\d"
                    + "|错误|失败|报错|提示|异常|无法|不能|退信|拒绝|超时|打不开",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WHEN = Pattern.compile(
            "\\b\\d{1,2}[:：]\\d{2}\\b|\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}/\\d{1,2}|since|yesterday|today|this morning|last night"
                    + "|今天|昨天|今早|上午|下午|晚上|刚才|\\d+\\s*[点月日号]|小时前|分钟前|开始",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WHO = Pattern.compile(
            "[\\w.+-]+@[\\w-]+\\.|all users|every(one|body)|several|users?\\b|colleague|accounts?\\b|department|team"
                    + "|全体|所有|全公司|大家|多人|用户|同事|账号|账户|部门|员工",
            Pattern.CASE_INSENSITIVE);

    /** Markup is no text: a width of 500 is no error, a remark of the mail program is nobody's words. */
    private static final Pattern MARKUP = Pattern.compile(
            "<!--.*?(-->|$)|<(style|script)\\b.*?(</\\2\\s*>|$)|</?[a-z][a-z0-9:]*(\\s[^<>]*)?/?>",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private OpeningText() {}

    private static String plain(String text) {
        // Some systems store their markup with its brackets written out.
        String html = text.contains("&lt;") ? text.replace("&lt;", "<").replace("&gt;", ">") : text;
        return html.indexOf('<') < 0 ? html : MARKUP.matcher(html).replaceAll(" ");
    }

    /** What the text does not say, of {@link #ERROR_TEXT}, {@link #TIME}, {@link #AFFECTED_USERS}. */
    public static List<String> lacks(String opening) {
        String text = plain(opening);
        List<String> lacks = new ArrayList<>();
        if (!ERROR.matcher(text).find()) {
            lacks.add(ERROR_TEXT);
        }
        if (!WHEN.matcher(text).find()) {
            lacks.add(TIME);
        }
        if (!WHO.matcher(text).find()) {
            lacks.add(AFFECTED_USERS);
        }
        return lacks;
    }
}
