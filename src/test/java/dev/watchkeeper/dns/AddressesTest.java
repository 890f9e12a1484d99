package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "169.254.169.254",
                "172.31.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "100::1",
                "2001:db8::1",
                "2001::1",
                "2002:7f00:1::",
                "2002:a00:1::",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "::10.0.0.1",
                "3fff::1",
                "5f00::1"
            })
    void nothingIsConnectedToThere(String address) throws UnknownHostException {
        assertThat(Addresses.special(InetAddress.getByName(address))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
                "192.0.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2600::1", "2a00:1450::1",
                        "2002:808:808::1",
                "64:ff9b::808:808"
            })
    void theOpenInternetIsOpen(String address) throws UnknownHostException {
        assertThat(Addresses.special(InetAddress.getByName(address))).isEmpty();
    }

    @Test
    void theFetcherConnectsToNoSpecialAddressAndResolvesNothingItself() throws UnknownHostException {
        HttpStsFetcher fetcher = new HttpStsFetcher(System::nanoTime);
        List<InetAddress> inside = List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("fd00::1"));

        StsFetcher.Fetched fetched = fetcher.fetch("localhost.localdomain", inside);

        assertThat(fetched.outcome()).isEqualTo(StsFetcher.Outcome.UNKNOWN);
        assertThat(fetched.reason()).contains("10.0.0.1 is private");
        assertThat(fetcher.fetch("a.example", List.of()).reason()).contains("no address");
    }
}
