package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Concern;
import dev.watchkeeper.health.TicketSign;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether a ticket is the call that was predicted: by the words of its title and tags in both languages, by who reports
 * it, and by whom or what it names.
 */
public final class TicketMatch {
    /** Words of each problem group; a star stands for more of the same word. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "cannot_log_in",
            List.of(
                    "login*",
                    "log in",
                    "logging in",
                    "sign in",
                    "signin",
                    "sign-in",
                    "password*",
                    "locked",
                    "lockout",
                    "2fa",
                    "2-step",
                    "2sv",
                    "otp",
                    "authenticator",
                    "verification",
                    "sso",
                    "account",
                    "登录",
                    "登陆",
                    "密码",
                    "锁定",
                    "验证码",
                    "两步验证",
                    "账号",
                    "登入",
                    "密碼"),
            "external_mail",
            List.of(
                    "mail*",
                    "email*",
                    "e-mail",
                    "bounce*",
                    "spam",
                    "inbox",
                    "mx",
                    "spf",
                    "dkim",
                    "dmarc",
                    "undelivered",
                    "quarantine",
                    "rejected",
                    "邮件",
                    "收信",
                    "发信",
                    "收不到",
                    "退信",
                    "垃圾邮件",
                    "邮箱",
                    "拒收",
                    "郵件",
                    "退件"),
            "attachments",
            List.of("attachment*", "attached", "附件"),
            "sync_and_oauth",
            List.of(
                    "sync*",
                    "imap",
                    "pop",
                    "outlook",
                    "thunderbird",
                    "app",
                    "apps",
                    "crm",
                    "oauth",
                    "authorize",
                    "phone",
                    "同步",
                    "手机",
                    "客户端",
                    "授权",
                    "应用"),
            "sharing",
            List.of(
                    "share*",
                    "sharing",
                    "calendar*",
                    "drive",
                    "link",
                    "permission*",
                    "access",
                    "共享",
                    "日历",
                    "云端硬盘",
                    "链接",
                    "权限",
                    "日程"),
            "data_leak",
            List.of(
                    "leak*",
                    "hack*",
                    "phishing",
                    "stolen",
                    "forward*",
                    "suspicious",
                    "public",
                    "泄露",
                    "被盗",
                    "钓鱼",
                    "转发",
                    "可疑",
                    "公开"),
            "outage",
            List.of("down", "outage", "unavailable", "slow", "not working", "故障", "无法使用", "打不开", "很慢", "中断"),
            "hygiene",
            List.of(
                    "storage",
                    "quota",
                    "full",
                    "space",
                    "licence*",
                    "license*",
                    "admin*",
                    "存储",
                    "空间",
                    "容量",
                    "许可证",
                    "管理员"));

    private TicketMatch() {}

    /**
     * Whether a ticket is about a problem.
     *
     * @param group the problem group of the prediction
     */
    public static boolean isAbout(TicketSign ticket, String group, Concern concern) {
        boolean category = says(ticket, group);
        boolean named = names(ticket, concern);
        if (concern.isEverybody()) {
            return category;
        }
        // Somebody concerned who calls about something else entirely is another call.
        return named && (category || saysNothing(ticket));
    }

    private static boolean says(TicketSign ticket, String group) {
        return !Titles.find(ticket.text(), WORDS.getOrDefault(group, List.of()), List.of())
                .isEmpty();
    }

    /** The problem groups that a ticket speaks of. */
    public static Set<String> groupsOf(TicketSign ticket) {
        Set<String> groups = new HashSet<>();
        WORDS.keySet().stream().filter(group -> says(ticket, group)).forEach(groups::add);
        return groups;
    }

    private static boolean saysNothing(TicketSign ticket) {
        return groupsOf(ticket).isEmpty();
    }

    private static boolean names(TicketSign ticket, Concern concern) {
        String reporter = ticket.reporter().toLowerCase(Locale.ROOT);
        String text = ticket.text().toLowerCase(Locale.ROOT);
        Set<String> wanted = new HashSet<>(concern.domains());
        for (String user : concern.users()) {
            if (user.equals(reporter)) {
                return true;
            }
            wanted.add(user);
            String local = user.substring(0, user.indexOf('@'));
            if (local.length() > 3) {
                wanted.add(local);
            }
        }
        return wanted.stream().anyMatch(word -> holds(text, word));
    }

    /** Whether a text holds a name with nothing of a longer name around it. */
    private static boolean holds(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            boolean before = at == 0 || !isNamePart(text.charAt(at - 1));
            int end = at + name.length();
            boolean after = end == text.length() || !isNamePart(text.charAt(end));
            if (before && after) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamePart(char letter) {
        return letter < 128 && (Character.isLetterOrDigit(letter) || letter == '-' || letter == '_');
    }
}
