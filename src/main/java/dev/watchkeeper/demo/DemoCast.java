package dev.watchkeeper.demo;

import java.time.ZoneId;
import java.util.List;

/** Who appears in the demo: invented companies below {@code .example}, and the people who look after them. */
final class DemoCast {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private DemoCast() {}

    static List<DemoTenant> tenants() {
        return List.of(
                chinese("xinghai", "星海科技有限公司", "星海科技", 120, "chen", "premier"),
                chinese("lvye", "绿野食品集团", "绿野食品", 180, "chen", "enhanced"),
                chinese("hengtong", "恒通物流有限公司", "恒通物流", 90, "lin", "enhanced"),
                new DemoTenant(
                        "yunfan",
                        "云帆设计工作室",
                        "云帆设计",
                        List.of("yunfan.example", "yunfan-studio.example"),
                        "C0yunfan",
                        35,
                        SHANGHAI,
                        "zh-CN",
                        "lin",
                        "premier"),
                chinese("mingde", "明德律师事务所", "明德律所", 28, "chen", "premier"),
                chinese("jinqiao", "金桥贸易公司", "金桥贸易", 20, "lin", "basic"),
                chinese("qinghe", "清和医疗中心", "清和医疗", 75, "chen", "enhanced"),
                chinese("baihe", "百合教育", "百合教育", 5, "lin", "basic"),
                english("dune", "Dune Maschinenbau GmbH", "Dune", 140, BERLIN, "enhanced"),
                english("harbour", "Harbour & Lane Ltd", "Harbour", 60, LONDON, "premier"),
                english("northgate", "Northgate Clinics", "Northgate", 210, NEW_YORK, "premier"),
                english("pinewood", "Pinewood School", "Pinewood", 95, LONDON, "basic"),
                english("solaris", "Solaris Retail Inc.", "Solaris", 45, NEW_YORK, "enhanced"),
                english("atlas", "Atlas Freight", "Atlas", 30, BERLIN, "basic"));
    }

    private static DemoTenant chinese(
            String id, String name, String shortName, int users, String manager, String plan) {
        return new DemoTenant(
                id, name, shortName, List.of(id + ".example"), "C0" + id, users, SHANGHAI, "zh-CN", manager, plan);
    }

    private static DemoTenant english(String id, String name, String shortName, int users, ZoneId zone, String plan) {
        return new DemoTenant(
                id, name, shortName, List.of(id + ".example"), "C0" + id, users, zone, "en", "miller", plan);
    }

    /** The file {@code people.yaml}. */
    static String people() {
        return """
                - id: chen
                  name: 陈静
                  email: chen.jing@reseller.example
                  lead: wang
                  workDays: mon-sun
                  digest:
                    daily: {mode: always, at: "08:45"}
                  minSeverity: {digest: low, alert: critical}
                - id: lin
                  name: 林浩
                  email: lin.hao@reseller.example
                  lead: wang
                  workDays: mon-sun
                  digest:
                    daily: {mode: always, at: "08:45"}
                  minSeverity: {digest: low, alert: critical}
                - id: miller
                  name: Anna Miller
                  email: anna.miller@reseller.example
                  language: en
                  zone: Europe/Berlin
                  lead: wang
                  workDays: mon-sun
                  digest:
                    daily: {mode: always, at: "08:30"}
                  minSeverity: {digest: low, alert: critical}
                - id: wang
                  name: 王磊
                  email: wang.lei@reseller.example
                """;
    }
}
