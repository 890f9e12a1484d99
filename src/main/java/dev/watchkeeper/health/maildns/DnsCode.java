package dev.watchkeeper.health.maildns;

import dev.watchkeeper.tenant.Text;

/** What can be wrong with mail DNS: what people notice, and what to tell them. The names are stable identifiers. */
public enum DnsCode {
    DOMAIN_NXDOMAIN(
            MailDnsArea.DOMAIN,
            "Nothing arrives, the web site is dead, senders read \"domain not found\".",
            "收不到任何邮件，网站也打不开，对方收到“域名不存在”的退信。",
            "The domain has vanished from DNS. Renew it at the registrar today: mail is back within hours, after about 45 days the name may be lost.",
            "域名已从 DNS 中消失。请今天就到注册商处续费：数小时内邮件即可恢复，约 45 天后域名可能彻底丢失。"),
    DOMAIN_HOLD(
            MailDnsArea.DOMAIN,
            "Nothing arrives, the web site is dead.",
            "收不到任何邮件，网站也打不开。",
            "The registrar has switched the domain off (unpaid, or the contact was never verified). Call the registrar now.",
            "注册商已停用该域名（欠费或联系人未验证）。请立即致电注册商。"),
    DOMAIN_EXPIRING(
            MailDnsArea.DOMAIN,
            "Nothing yet.",
            "暂无影响。",
            "Renew before the date; check the payment card and the contact address at the registrar.",
            "请在到期前续费，并核对注册商处的付款方式与联系邮箱。"),
    DOMAIN_EXPIRY_UNKNOWN(
            MailDnsArea.DOMAIN,
            "Nothing.",
            "无影响。",
            "The expiry date of this ending cannot be read; note it by hand.",
            "该后缀无法查询到期日，请人工登记。"),
    DOMAIN_DNSSEC_BOGUS(
            MailDnsArea.DOMAIN,
            "Some providers cannot find the domain, others can.",
            "部分邮件服务商找不到该域名，其他的正常。",
            "Remove or renew the DS record at the registrar so that it fits the key of the zone.",
            "请在注册商处删除或更新 DS 记录，使其与区域密钥一致。"),
    NS_ALL_SILENT(
            MailDnsArea.NAME_SERVERS,
            "Mail is delayed and then bounces.",
            "邮件先延迟，随后被退回。",
            "The DNS host is down, or the domain is delegated to dead servers: call the DNS host.",
            "DNS 服务商故障，或域名指向了失效的服务器：请联系 DNS 服务商。"),
    NS_LAME(
            MailDnsArea.NAME_SERVERS,
            "Comes and goes.",
            "时好时坏。",
            "Take the dead name server out of the delegation, or have it repaired.",
            "请把失效的域名服务器移出委派，或将其修复。"),
    NS_INCONSISTENT(
            MailDnsArea.NAME_SERVERS,
            "Depends on the sender.",
            "因发件方而异。",
            "One name server serves old data; the DNS host must repair its zone transfer.",
            "某台域名服务器仍在提供旧数据，请 DNS 服务商修复区域同步。"),
    NS_SERIAL_DIFFERS(
            MailDnsArea.NAME_SERVERS,
            "Changes arrive late.",
            "变更生效较慢。",
            "One name server lags behind; ask the DNS host, it is not urgent.",
            "某台域名服务器数据滞后，请咨询 DNS 服务商，不紧急。"),
    NS_PARENT_CHILD(
            MailDnsArea.NAME_SERVERS,
            "Changes arrive late.",
            "变更生效较慢。",
            "The registrar and the zone list different name servers; make both lists equal.",
            "注册商与区域内登记的域名服务器不一致，请统一。"),
    DNS_UNKNOWN(
            MailDnsArea.DOMAIN,
            "Nothing.",
            "无影响。",
            "We could not check this domain; nothing is said about its state.",
            "暂时无法检查该域名，因此不对其状态下结论。"),
    MX_MISSING(
            MailDnsArea.MX,
            "Mail from outside bounces or vanishes to the web server; mail inside still works.",
            "外部来信被退回或丢到网站服务器；内部邮件仍然正常。",
            "Publish one MX at the root of the domain: priority 1, smtp.google.com. Inside mail never uses MX, so users may not notice.",
            "请在域名根部添加一条 MX：优先级 1，smtp.google.com。内部邮件不经过 MX，用户可能察觉不到。"),
    MX_NULL(
            MailDnsArea.MX,
            "Every sender is told that the domain accepts no mail.",
            "所有发件方都被告知该域名不接收邮件。",
            "Remove the MX \"0 .\" and publish 1 smtp.google.com.",
            "请删除 MX 记录“0 .”，并添加 1 smtp.google.com。"),
    MX_NOT_GOOGLE(
            MailDnsArea.MX,
            "Mail from outside lands in old mailboxes or bounces.",
            "外部来信进入旧邮箱或被退回。",
            "Replace the MX of the old host by 1 smtp.google.com; fetch what arrived in the old mailboxes meanwhile.",
            "请把旧服务商的 MX 换成 1 smtp.google.com，并取回期间进入旧邮箱的邮件。"),
    MX_FOREIGN_FIRST(
            MailDnsArea.MX,
            "All, or about half, of the mail from outside is missing.",
            "外部来信全部或约一半收不到。",
            "Delete the leftover MX. The lower number wins, equal numbers share the mail.",
            "请删除遗留的 MX 记录。数字小者优先，数字相同则平分来信。"),
    MX_FOREIGN_BACKUP(
            MailDnsArea.MX,
            "Now and then a mail is missing; spam comes in by the back door.",
            "偶尔丢信，垃圾邮件从后门进入。",
            "Delete the leftover MX, or tell us that it is wanted. Google needs no outside backup.",
            "请删除遗留的 MX，如确属需要请告知我们。Google 无需外部备份。"),
    MX_BAD_TARGET(
            MailDnsArea.MX,
            "Some or all senders get a bounce.",
            "部分或全部发件方收到退信。",
            "Write the host name of the MX exactly, with a final dot where the panel wants one; no IP address, no alias.",
            "请准确填写 MX 主机名（面板要求时末尾加点）；不能填 IP 地址或别名。"),
    MX_GATEWAY_NOT_DECLARED(
            MailDnsArea.MX,
            "Genuine mail lands in spam.",
            "正常邮件进入垃圾箱。",
            "Enter the filter's addresses in the Admin console: Gmail, Spam, Inbound gateway.",
            "请在管理控制台 Gmail 的“垃圾邮件”处，把过滤网关地址填入“入站网关”。"),
    MX_GATEWAY_REJECTS_ALL(
            MailDnsArea.MX,
            "All mail from outside is refused.",
            "所有外部来信被拒收。",
            "Point the MX at the filter, or switch off \"reject all mail not from gateway IPs\".",
            "请把 MX 指向过滤网关，或关闭“拒绝非网关 IP 来信”。"),
    MX_GATEWAY_BYPASS(
            MailDnsArea.MX, "Spam passes by the filter.", "垃圾邮件绕过过滤网关。", "Keep only the filter in MX.", "MX 中只保留过滤网关。"),
    MX_GATEWAY(
            MailDnsArea.MX,
            "Nothing.",
            "无影响。",
            "Mail runs through a filter before Google; for the record.",
            "来信先经过滤网关再到 Google，仅作记录。"),
    MX_OLD_SET(
            MailDnsArea.MX,
            "Nothing.",
            "无影响。",
            "Google's older MX set works; no change is needed.",
            "使用 Google 旧版 MX，仍然有效，无需改动。"),
    MX_MIXED_SETS(
            MailDnsArea.MX,
            "Nothing.",
            "无影响。",
            "Google's new and old MX are both listed; keep one set.",
            "Google 新旧两套 MX 并存，请只保留一套。"),
    SPF_MISSING(
            MailDnsArea.SPF,
            "The customer's own mail lands in others' spam or is refused.",
            "本公司发出的邮件进入对方垃圾箱或被拒收。",
            "Publish one TXT record: v=spf1 include:_spf.google.com ~all",
            "请添加一条 TXT 记录：v=spf1 include:_spf.google.com ~all"),
    SPF_MULTIPLE(
            MailDnsArea.SPF,
            "The customer's own mail lands in others' spam or is refused.",
            "本公司发出的邮件进入对方垃圾箱或被拒收。",
            "Merge the SPF records into one.",
            "请把多条 SPF 记录合并为一条。"),
    SPF_SYNTAX(
            MailDnsArea.SPF,
            "The customer's own mail lands in others' spam or is refused.",
            "本公司发出的邮件进入对方垃圾箱或被拒收。",
            "Correct the named term of the SPF record.",
            "请更正 SPF 记录中指出的条目。"),
    SPF_LOOP(
            MailDnsArea.SPF,
            "The customer's own mail lands in others' spam or is refused.",
            "本公司发出的邮件进入对方垃圾箱或被拒收。",
            "The SPF record includes itself; remove the named include.",
            "SPF 记录循环引用自身，请删除指出的 include。"),
    SPF_BROKEN_INCLUDE(
            MailDnsArea.SPF,
            "The whole SPF record is void.",
            "整条 SPF 记录失效。",
            "Remove or correct the named include: that name publishes no SPF.",
            "请删除或更正指出的 include：该域名没有 SPF 记录。"),
    SPF_NO_GOOGLE(
            MailDnsArea.SPF,
            "Mail sent by Gmail fails SPF.",
            "经 Gmail 发出的邮件 SPF 不通过。",
            "Add include:_spf.google.com before the final \"all\".",
            "请在末尾的 all 之前加入 include:_spf.google.com。"),
    SPF_TOO_MANY_LOOKUPS(
            MailDnsArea.SPF,
            "Some senders of the customer fail.",
            "部分发信来源验证失败。",
            "Bring the DNS look-ups of the record to 10 or fewer; the list shows what each include costs.",
            "请把 SPF 的 DNS 查询次数降到 10 次以内，列表中注明了每个 include 的次数。"),
    SPF_TOO_MANY_VOID(
            MailDnsArea.SPF,
            "The customer's own mail lands in others' spam or is refused.",
            "本公司发出的邮件进入对方垃圾箱或被拒收。",
            "Remove the names that no longer exist from the SPF record.",
            "请从 SPF 记录中删除已不存在的域名。"),
    SPF_NEAR_LIMIT(
            MailDnsArea.SPF,
            "Nothing yet.",
            "暂无影响。",
            "Clean up before adding another sender: 10 look-ups are the limit.",
            "增加发信来源前请先清理：上限为 10 次查询。"),
    SPF_VOID(
            MailDnsArea.SPF,
            "Nothing yet.",
            "暂无影响。",
            "Remove the dead names from the SPF record.",
            "请从 SPF 记录中删除失效的域名。"),
    SPF_PASS_ALL(
            MailDnsArea.SPF,
            "Anybody can send mail in the domain's name.",
            "任何人都能冒用该域名发信。",
            "Change the end of the record to ~all or -all.",
            "请把记录结尾改为 ~all 或 -all。"),
    SPF_WEAK_END(MailDnsArea.SPF, "Little.", "影响很小。", "End the record with ~all or -all.", "请让记录以 ~all 或 -all 结尾。"),
    SPF_DEAD_TERMS(
            MailDnsArea.SPF,
            "Little.",
            "影响很小。",
            "Terms after \"all\" are never read; move or remove them.",
            "all 之后的条目不会被读取，请移动或删除。"),
    SPF_PTR(MailDnsArea.SPF, "Little.", "影响很小。", "Replace \"ptr\": it is slow and discouraged.", "请替换 ptr：速度慢且不被推荐。"),
    SPF_UNKNOWN_MODIFIER(
            MailDnsArea.SPF,
            "A sender that looks listed is not.",
            "看似已列出的发信来源实际未生效。",
            "Write the named term with a colon instead of an equals sign, or remove it.",
            "请把指出的条目中的等号改为冒号，或将其删除。"),
    SPF_LONG(MailDnsArea.SPF, "Little.", "影响很小。", "Shorten the record to at most 512 octets.", "请把记录缩短到 512 字节以内。"),
    DKIM_MISSING(
            MailDnsArea.DKIM,
            "Mail lands in spam; forwarded mail fails DMARC.",
            "邮件进入垃圾箱，转发的邮件 DMARC 不通过。",
            "Admin console, Gmail, Authenticate email: make a 2048-bit key, publish it, press Start authentication.",
            "管理控制台 Gmail 的“验证电子邮件”：生成 2048 位密钥，发布后点击“开始身份验证”。"),
    DKIM_SELECTOR_UNKNOWN(
            MailDnsArea.DKIM,
            "Nothing.",
            "无影响。",
            "There is a key under a name we do not know: tell us the selector, or check in the console that signing is on.",
            "存在未知选择器的密钥：请告知选择器名称，或在控制台确认签名已开启。"),
    DKIM_REVOKED(
            MailDnsArea.DKIM,
            "Mail lands in spam; forwarded mail fails DMARC.",
            "邮件进入垃圾箱，转发的邮件 DMARC 不通过。",
            "The published key is empty. Publish the console's value again, whole, as one record.",
            "已发布的密钥为空。请把控制台给出的值完整地重新发布为一条记录。"),
    DKIM_UNREADABLE(
            MailDnsArea.DKIM,
            "Mail lands in spam; forwarded mail fails DMARC.",
            "邮件进入垃圾箱，转发的邮件 DMARC 不通过。",
            "The key cannot be read. Publish the console's value again, whole, as one record.",
            "密钥无法读取。请把控制台给出的值完整地重新发布为一条记录。"),
    DKIM_MULTIPLE(
            MailDnsArea.DKIM,
            "Mail lands in spam; forwarded mail fails DMARC.",
            "邮件进入垃圾箱，转发的邮件 DMARC 不通过。",
            "Two records stand at the selector. Keep one: the console's value, whole.",
            "该选择器下有两条记录，请只保留控制台给出的完整一条。"),
    DKIM_SHA1(
            MailDnsArea.DKIM,
            "Mail lands in spam; forwarded mail fails DMARC.",
            "邮件进入垃圾箱，转发的邮件 DMARC 不通过。",
            "The key allows SHA-1 only. Publish the console's value again.",
            "该密钥只允许 SHA-1。请重新发布控制台给出的值。"),
    DKIM_TOO_SHORT(
            MailDnsArea.DKIM,
            "Mail lands in spam; forwarded mail fails DMARC.",
            "邮件进入垃圾箱，转发的邮件 DMARC 不通过。",
            "The key is shorter than 1024 bits and must be ignored. Make a 2048-bit key.",
            "密钥不足 1024 位，会被忽略。请生成 2048 位密钥。"),
    DKIM_TESTING(
            MailDnsArea.DKIM,
            "Weaker standing with receivers.",
            "收件方信任度降低。",
            "Remove t=y from the key record: it marks the signature as a test.",
            "请从密钥记录中删除 t=y（测试标记）。"),
    DKIM_1024(
            MailDnsArea.DKIM,
            "Weaker standing with receivers.",
            "收件方信任度降低。",
            "Move to a key of 2048 bits.",
            "请改用 2048 位密钥。"),
    DMARC_MISSING(
            MailDnsArea.DMARC,
            "Bulk mail is limited; forgeries stay unseen.",
            "群发邮件受限，冒名邮件无从发现。",
            "Publish v=DMARC1; p=none; rua=mailto:…, later quarantine, then reject.",
            "请发布 v=DMARC1; p=none; rua=mailto:…，之后逐步改为 quarantine、reject。"),
    DMARC_MULTIPLE(
            MailDnsArea.DMARC,
            "As if there were no DMARC.",
            "等同没有 DMARC。",
            "Keep one record that starts with v=DMARC1.",
            "请只保留一条以 v=DMARC1 开头的记录。"),
    DMARC_INVALID(
            MailDnsArea.DMARC,
            "As if there were no DMARC.",
            "等同没有 DMARC。",
            "Correct the record: it must start with v=DMARC1 and name a policy p.",
            "请更正记录：须以 v=DMARC1 开头并写明策略 p。"),
    DMARC_ENFORCED_BROKEN_AUTH(
            MailDnsArea.DMARC,
            "The customer's own mail is refused outright.",
            "本公司发出的邮件被直接拒收。",
            "Repair SPF and DKIM first; meanwhile set t=y or p=none.",
            "请先修复 SPF 和 DKIM，其间设置 t=y 或 p=none。"),
    DMARC_NONE(
            MailDnsArea.DMARC,
            "Forgeries are not stopped.",
            "冒名邮件未被阻止。",
            "Raise the policy step by step to quarantine and reject.",
            "请逐步把策略提高到 quarantine、reject。"),
    DMARC_SUBDOMAIN_HOLE(
            MailDnsArea.DMARC,
            "Forgeries under sub-domains are not stopped.",
            "冒用子域名的邮件未被阻止。",
            "Make sp and np as strong as p.",
            "请让 sp、np 与 p 同样严格。"),
    DMARC_TESTING(
            MailDnsArea.DMARC,
            "Nothing.",
            "无影响。",
            "Remove t=y when the reports look right; until then the policy counts one step lower.",
            "报告正常后请删除 t=y；在此之前策略按低一级执行。"),
    DMARC_OLD_TAGS(
            MailDnsArea.DMARC,
            "Nothing.",
            "无影响。",
            "Remove the obsolete tags pct, rf, ri and size limits.",
            "请删除已废止的 pct、rf、ri 标记及大小限制。"),
    DMARC_NO_RUA(
            MailDnsArea.DMARC,
            "Nothing.",
            "无影响。",
            "Add rua=mailto:… so that reports arrive.",
            "请加入 rua=mailto:…，以便收到报告。"),
    DMARC_RUA_UNAUTHORISED(
            MailDnsArea.DMARC,
            "No reports arrive.",
            "收不到报告。",
            "The report service must publish <domain>._report._dmarc.<service>.",
            "报告服务方须发布 <域名>._report._dmarc.<服务域名>。"),
    STS_MX_NOT_COVERED(
            MailDnsArea.MTA_STS,
            "Big providers delay mail for days, then bounce it.",
            "大型服务商延迟数日后退信。",
            "Put the present MX hosts into the policy and change its id; mode testing until it fits.",
            "请把现用 MX 主机写入策略并更换 id；一致之前使用 testing 模式。"),
    STS_POLICY_UNREACHABLE(
            MailDnsArea.MTA_STS,
            "Mail is delayed and bounces once caches expire.",
            "缓存过期后邮件延迟并被退回。",
            "Repair the web host of the policy file: valid certificate, no redirect, plain text.",
            "请修复策略文件所在网站：证书有效、不跳转、纯文本。"),
    STS_POLICY_INVALID(
            MailDnsArea.MTA_STS,
            "Mail is delayed and bounces once caches expire.",
            "缓存过期后邮件延迟并被退回。",
            "Repair the policy file and publish a new id.",
            "请修复策略文件并发布新的 id。"),
    STS_ID_STALE(
            MailDnsArea.MTA_STS,
            "Senders do not notice the new policy.",
            "发件方不会察觉新策略。",
            "Publish a new id with every change of the policy.",
            "每次修改策略都须发布新的 id。"),
    STS_TXT_INVALID(
            MailDnsArea.MTA_STS,
            "Nothing.",
            "无影响。",
            "Correct the _mta-sts record: v=STSv1; id=… once.",
            "请更正 _mta-sts 记录：v=STSv1; id=…，且只有一条。"),
    TLSRPT_MISSING(
            MailDnsArea.TLS_RPT,
            "Nothing.",
            "无影响。",
            "Publish a TLS reporting record so that failures become visible.",
            "请发布 TLS 报告记录，使加密失败可见。"),
    TLSRPT_INVALID(
            MailDnsArea.TLS_RPT,
            "Nothing.",
            "无影响。",
            "Correct the _smtp._tls record: v=TLSRPTv1; rua=mailto:…",
            "请更正 _smtp._tls 记录：v=TLSRPTv1; rua=mailto:…"),
    BIMI_INVALID(MailDnsArea.BIMI, "Nothing.", "无影响。", "Correct the BIMI record or remove it.", "请更正或删除 BIMI 记录。"),
    CAA_BLOCKS_GOOGLE(
            MailDnsArea.CAA,
            "The certificate of a web page hosted by Google is not renewed.",
            "Google 托管网页的证书无法续期。",
            "Add the CAA record 0 issue \"pki.goog\".",
            "请添加 CAA 记录 0 issue \"pki.goog\"。");

    private final MailDnsArea area;
    private final String notice;
    private final String noticeZh;
    private final String remedy;
    private final String remedyZh;

    DnsCode(MailDnsArea area, String notice, String noticeZh, String remedy, String remedyZh) {
        this.area = area;
        this.notice = notice;
        this.noticeZh = noticeZh;
        this.remedy = remedy;
        this.remedyZh = remedyZh;
    }

    public MailDnsArea area() {
        return area;
    }

    /** What people notice. */
    public Text notice() {
        return new Text(notice, noticeZh);
    }

    /** What to do, in words an account manager can pass on. */
    public Text remedy() {
        return new Text(remedy, remedyZh);
    }
}
