package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpfRecordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=spf1",
                "V=SPF1 -ALL",
                "v=spf1  a  mx  -all",
                "v=spf1 a/24//64 ~all",
                "v=spf1 a//64 -all",
                "v=spf1 mx:mail.example.com/28 -all",
                "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all",
                "v=spf1 ip6:::ffff:192.0.2.1 -all",
                "v=spf1 exists:%{i}._spf.%{d2} -all",
                "v=spf1 include:%{d} -all",
                "v=spf1 exists:%{l1r-}.x.example.com -all",
                "v=spf1 redirect=_spf.example.com",
                "v=spf1 exp=explain.%{d} -all",
                "v=spf1 ptr:example.com -all",
                "v=spf1 include:example.com. -all",
                "v=spf1 x-y=%{d}/%%%_ -all",
                "v=spf1 ip4:0.0.0.0/0 -all",
                "v=spf1 include:a.xn--p1ai -all",
                "v=spf1 a:x_y.example.com -all",
                "v=spf1 a:%{d}/24 -all"
            })
    void acceptsWhatTheStandardAllows(String record) {
        assertThat(SpfRecord.parse(Txt.of(record)).faults()).isEmpty();
    }

    @Test
    void aNameIsNoLongerThanDnsCanCarry() {
        String longest = "a".repeat(49) + ".";
        String name = longest.repeat(5) + "ab";

        assertThat(SpfRecord.parse(Txt.of("v=spf1 include:" + name + "c -all")).faults())
                .isEmpty();
        assertThat(SpfRecord.parse(Txt.of("v=spf1 include:" + name + "cd -all")).faults())
                .hasSize(1)
                .first()
                .asString()
                .contains("253");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=spf1 al",
                "v=spf1 all:x.example",
                "v=spf1 include",
                "v=spf1 include:",
                "v=spf1 include:nodot -all",
                "v=spf1 exists:%{d0}.example -all",
                "v=spf1 include:example.123 -all",
                "v=spf1 a: -all",
                "v=spf1 a:x.example/33 -all",
                "v=spf1 a/01 -all",
                "v=spf1 a//129 -all",
                "v=spf1 ip4:192.0.2 -all",
                "v=spf1 ip4:192.0.2.01 -all",
                "v=spf1 ip4:192.0.2.1/ -all",
                "v=spf1 ip6:192.0.2.1 -all",
                "v=spf1 exists:%{x}.example.com -all",
                "v=spf1 exists:%example.com -all",
                "v=spf1 redirect=a.example redirect=b.example",
                "v=spf1 redirect= -all",
                "v=spf1 ip4=192.0.2.1 %x=1 -all",
                "v=spf1 mx:a..example -all",
                "v=spf1 -all, ip4:192.0.2.1",
                "v=spf1 \ta -all",
                "v=spf1 includ:example.com -all",
                "v=spf1 ip4:192.0.2.0/24/8 -all",
                "v=spf1 ünïcode:example.com -all"
            })
    void namesWhatMakesARecordVoid(String record) {
        assertThat(SpfRecord.parse(Txt.of(record)).faults()).isNotEmpty();
    }
}
