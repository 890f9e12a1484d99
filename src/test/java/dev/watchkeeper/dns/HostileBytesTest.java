package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Damaged bytes and records, by seed: nothing throws out of its area, work stays bounded, and the next good domain is
 * served. More seeds: {@code -Dwatchkeeper.seeds=10000}.
 */
class HostileBytesTest {
    private static final int SEEDS = Integer.getInteger("watchkeeper.seeds", 40);
    private static final String POLICY = "version: STSv1\r\nmode: enforce\r\nmx: *.example.com\r\nmax_age: 604800\r\n";

    private static final List<String> RECORDS = List.of(
            "v=spf1 include:_spf.google.com a:foo.example/24//64 mx ip4:192.0.2.0/24 ip6:2001:db8::/32 exists:%{i}.x.test ~all",
            "v=spf1 redirect=_spf.example.com exp=e.%{d}",
            "v=DMARC1; p=reject; sp=none; np=reject; rua=mailto:a@b.test!10m,mailto:c@d.test; t=y; psd=n; adkim=s",
            "v=DKIM1; k=rsa; t=y:s; h=sha256; s=email; p=" + MailZone.KEY_1024,
            "v=DKIM1; k=ed25519; p=" + "A".repeat(43) + "=",
            "v=STSv1; id=20260101;",
            "v=TLSRPTv1; rua=mailto:a@b.test,https://c.test/x",
            "v=BIMI1; l=https://x.test/l.svg; a=",
            POLICY);

    @Test
    void recordsAreTakenApartWithoutThrowing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Mutations mutations = new Mutations(seed);
            for (int i = 0; i < 50; i++) {
                Txt txt = Txt.of(mutations.damage(mutations.oneOf(RECORDS)));
                try {
                    parse(txt);
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError("seed " + seed + ": " + txt.shown(), e);
                }
            }
        }
    }

    private static void parse(Txt txt) {
        if (SpfRecord.isSpf(txt)) {
            assertThat(SpfRecord.parse(txt).faults()).hasSizeLessThanOrEqualTo(Few.MOST);
        }
        SpfRecord.isMeant(txt);
        DmarcRecord.isMeant(txt);
        DmarcReading.of(txt);
        DmarcRecord.parse(txt);
        DkimKey.parse(txt);
        TagList.parse(txt.text());
        FieldRecord.parse("v=STSv1", "v=STSv1" + txt.text());
        StsPolicy policy = StsPolicy.parse(txt.text());
        assertThat(policy.faults()).hasSizeLessThanOrEqualTo(Few.MOST);
        policy.covers("a.example.com");
        ResolverAddressProbe.tryParse(txt.text());
    }

    /** Values of the configuration may be anything as well; they are refused in words. */
    private static final class ResolverAddressProbe {
        static void tryParse(String text) {
            try {
                DomainName.parse(text.substring(0, Math.min(text.length(), 300)));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("is not a domain name");
            }
        }
    }

    @Test
    void wireBytesAreAReplyOrAnIOException() throws IOException {
        List<Message> good = replies();
        for (int seed = 0; seed < SEEDS; seed++) {
            Mutations mutations = new Mutations(seed);
            for (int i = 0; i < 50; i++) {
                byte[] wire = mutations.damage(mutations.oneOf(good).toWire(), 0);
                Message message;
                try {
                    message = DnsTransport.parse(wire, wire.length);
                } catch (IOException e) {
                    continue;
                }
                for (int type : new int[] {Type.MX, Type.TXT, Type.A, Type.NS}) {
                    Answer answer = DnsClient.read("kunde.test", type, new DnsClient.Exchange(message, null));
                    answer.mx();
                    answer.txts();
                    answer.addresses();
                    answer.nameServers();
                    assertThat(answer.octets()).isNotNegative();
                }
            }
        }
    }

    private static List<Message> replies() throws IOException {
        List<Message> replies = new ArrayList<>();
        for (String line : List.of(
                "MX 1 smtp.google.com.",
                "TXT \"v=spf1 -all\" \"more\"",
                "A 192.0.2.1",
                "AAAA 2001:db8::1",
                "NS ns.test.",
                "CNAME b.test.",
                "SOA ns.test. h.test. 1 2 3 4 5",
                "CAA 0 issue \"pki.goog\"",
                "DS 1 13 2 " + "00".repeat(32),
                "SRV 1 2 3 a.test.",
                "NSEC b.test. A MX")) {
            Name name = Name.fromString("kunde.test.");
            String[] parts = line.split(" ", 2);
            int type = Type.value(parts[0]);
            Message reply = Message.newQuery(Record.newRecord(name, type, DClass.IN));
            reply.getHeader().setFlag(org.xbill.DNS.Flags.QR);
            for (int i = 0; i < 3; i++) {
                reply.addRecord(Record.fromString(name, type, DClass.IN, 60, parts[1], Name.root), 1 + i);
            }
            replies.add(reply);
        }
        return replies;
    }

    @Test
    void aLookOverDamagedRepliesEndsAndTheNextOneIsGood() throws IOException {
        try (Looks looks = new Looks()) {
            for (int seed = 0; seed < Math.max(2, SEEDS / 20); seed++) {
                Mutations mutations = new Mutations(seed);
                looks.load(damagedZone(mutations));
                if (seed % 2 == 0) {
                    looks.first.mangle(wire -> mutations.damage(wire, 12));
                }
                DnsClient client = new DnsClient(looks.settings());
                String policy = mutations.damage(POLICY);

                MailDns look = new MailDnsChecker(client, (d, a) -> StsFetcher.Fetched.text(policy), Clock.systemUTC())
                        .look(Looks.D, Expectations.NONE, DnsHistory.NONE, true);

                assertThat(look.findings().toString()).as("seed %d", seed).hasSizeLessThan(200_000);
                assertThat(look.unknown().values()).as("seed %d", seed).noneMatch(why -> why.contains("failed"));
                assertThat(client.sent()).isLessThan(4L * Budget.MOST_QUESTIONS);
                looks.load(new MailZone(Looks.D).text());
                assertThat(Looks.codes(looks.look())).as("after seed %d", seed).isEmpty();
            }
        }
    }

    private static String damagedZone(Mutations mutations) {
        return new MailZone(Looks.D)
                .with("SPF", "@ TXT " + Mutations.zoneText(mutations.damage(RECORDS.get(0))))
                .with("DKIM", "google._domainkey TXT " + Mutations.zoneText(mutations.damage(RECORDS.get(3))))
                .with("DMARC", "_dmarc TXT " + Mutations.zoneText(mutations.damage(RECORDS.get(2))))
                .with(
                        "MORE",
                        "_mta-sts TXT " + Mutations.zoneText(mutations.damage(RECORDS.get(5))),
                        "mta-sts A 192.0.2.4",
                        "_smtp._tls TXT " + Mutations.zoneText(mutations.damage(RECORDS.get(6))))
                .text();
    }
}
