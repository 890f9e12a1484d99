package dev.watchkeeper.health;

import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.time.LocalDate;

/** Why something could not be judged, in words for an account manager. */
public final class Reasons {
    private Reasons() {}

    public static Text notRead(String source) {
        return new Text(source + " has not been read yet", "尚未读取 " + source);
    }

    public static Text noPermission(String source) {
        return new Text(
                "Google refused us access to " + source + "; ask the customer's administrator to authorise us again",
                "Google 拒绝我们读取 " + source + "，请客户管理员重新授权");
    }

    public static Text failed(String source, String message) {
        String plain = Plain.line(message, 200);
        return new Text(source + " could not be read: " + plain, "未能读取 " + source + "：" + plain);
    }

    public static Text notGranted(String source) {
        return new Text("the customer has not granted us " + source + " (optional)", "客户未授予 " + source + " 的读取权限（可选项）");
    }

    public static Text stale(String source, Instant until) {
        return new Text(source + " is only known up to " + until, source + " 的数据只到 " + until);
    }

    public static Text staleUsage(LocalDate newest) {
        return new Text("the newest usage report is of " + newest, "最新的用量报告是 " + newest + " 的");
    }

    public static Text missingValue(String name) {
        return new Text("the usage reports do not hold " + name, "用量报告里没有 " + name);
    }

    /** Less data than a baseline needs. */
    public static Text tooYoung(long days, long needed) {
        return new Text(
                "only " + days + " days of data; what is normal can be told after " + needed + " days",
                "只有 " + days + " 天的数据，满 " + needed + " 天后才能判断什么是正常");
    }
}
