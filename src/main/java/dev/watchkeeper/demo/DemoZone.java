package dev.watchkeeper.demo;

import java.util.Base64;

/** The name records of the demo's domains: most are as they should be, some have a fault each. */
final class DemoZone {
    private static final String REST_OF_THE_WORLD = """
            google.com. 3600 IN MX 10 smtp.google.com.
            smtp.google.com. 3600 IN A 192.0.2.25
            smtp.google.com. 3600 IN AAAA 2001:db8::25
            aspmx.l.google.com. 3600 IN A 192.0.2.26
            _spf.google.com. 3600 IN TXT "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all"
            ns1.dnshost.example. 3600 IN A 127.0.0.1
            ns2.dnshost.example. 3600 IN A 127.0.0.1
            old-mx.protection.outlook.com. 3600 IN A 192.0.2.99
            """;
    private static final String PLAIN_SPF = "\"v=spf1 include:_spf.google.com ~all\"";

    private final StringBuilder text = new StringBuilder(REST_OF_THE_WORLD);
    private final String key = Base64.getEncoder().encodeToString(DemoKey.publicKey());

    private DemoZone() {}

    /** All records, as lines of a zone file with names in full. */
    static String text() {
        DemoZone zone = new DemoZone();
        for (DemoTenant tenant : DemoCast.tenants()) {
            for (String domain : tenant.domains()) {
                zone.domain(domain);
            }
        }
        return zone.text.toString();
    }

    private void domain(String domain) {
        if (domain.equals("yunfan-studio.example")) {
            // Not renewed: the name is gone.
            return;
        }
        line(domain, "SOA ns1.dnshost.example. host.dnshost.example. 1 7200 900 1209600 3600");
        line(domain, "NS ns1.dnshost.example.");
        line(domain, "NS ns2.dnshost.example.");
        line(domain, "A 192.0.2.80");
        line("www." + domain, "A 192.0.2.80");
        line(domain, "MX 1 smtp.google.com.");
        if (domain.equals("lvye.example")) {
            line(domain, "MX 10 old-mx.protection.outlook.com.");
        }
        spf(domain);
        boolean revoked = domain.equals("pinewood.example");
        line(
                "google._domainkey." + domain,
                revoked
                        ? "TXT \"v=DKIM1; k=rsa; p=\""
                        : "TXT \"v=DKIM1; k=rsa; p=" + key.substring(0, 200) + "\" \"" + key.substring(200) + "\"");
        if (!domain.equals("dune.example")) {
            line("_dmarc." + domain, "TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@" + domain + "\"");
        }
    }

    private void spf(String domain) {
        switch (domain) {
            case "harbour.example" -> {
                line(domain, "TXT " + PLAIN_SPF);
                line(domain, "TXT \"v=spf1 include:newsletter.example ~all\"");
            }
            case "hengtong.example" -> {
                StringBuilder includes = new StringBuilder();
                for (int i = 1; i <= 11; i++) {
                    line("spf" + i + ".sender.example", "TXT \"v=spf1 ip4:203.0.113." + i + " -all\"");
                    includes.append("include:spf").append(i).append(".sender.example ");
                }
                int middle = includes.length() / 2;
                line(
                        domain,
                        "TXT \"v=spf1 include:_spf.google.com " + includes.substring(0, middle) + "\" \""
                                + includes.substring(middle) + "~all\"");
            }
            default -> line(domain, "TXT " + PLAIN_SPF);
        }
    }

    private void line(String name, String record) {
        text.append(name).append(". 3600 IN ").append(record).append('\n');
    }
}
