package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.mail.answer.AnswerPage;
import dev.watchkeeper.mail.answer.Reply;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Seal;
import dev.watchkeeper.mail.page.Tone;
import dev.watchkeeper.ops.HttpEndpoint;
import dev.watchkeeper.ops.HttpSettings;
import dev.watchkeeper.ops.LinkRoutes;
import dev.watchkeeper.ops.Route;
import dev.watchkeeper.render.JteAnswers;
import dev.watchkeeper.tenant.Language;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkProbeTest {
    private static Diagnosis probe(List<Route> routes, String path) {
        HttpSettings settings = new HttpSettings(true, "127.0.0.1", 0, 2, 10, Duration.ofSeconds(5), 65_536);
        try (HttpEndpoint endpoint = new HttpEndpoint(settings, routes)) {
            endpoint.start();
            return LinkProbe.follow(gate(endpoint.port(), path));
        }
    }

    private static Gate gate(int port, String path) {
        return Gate.at(
                URI.create("http://127.0.0.1:" + port + path), new Seal("0123456789abcdef0123456789abcdef", null));
    }

    private static List<Route> ours() {
        Reply unknown = new Reply(
                Reply.Standing.UNKNOWN, new AnswerPage(Language.EN, Tone.PLAIN, "No", List.of(), List.of(), null, ""));
        return LinkRoutes.of(
                new LinkRoutes.Desk() {
                    @Override
                    public Reply show(String token, @Nullable Language asked) {
                        return unknown;
                    }

                    @Override
                    public Reply act(String token, Map<String, String> fields, @Nullable Language asked) {
                        throw new IllegalStateException("a probe presses no button");
                    }
                },
                new JteAnswers());
    }

    @Test
    void whereLinksReachUsIsSaid() {
        assertThat(probe(ours(), "").state()).isEqualTo(Diagnosis.State.OK);
    }

    @Test
    void aProxyThatLeadsElsewhereIsNamed() {
        Diagnosis wrongPath = probe(ours(), "/not/stripped");
        assertThat(wrongPath.state()).isEqualTo(Diagnosis.State.FAILED);
        assertThat(wrongPath.message()).contains("something else answers (404)", "/l/ and /u/", "http.port");
    }

    @Test
    void whoIsNotThereIsNotReached() {
        HttpSettings settings = new HttpSettings(true, "127.0.0.1", 0, 2, 10, Duration.ofSeconds(5), 65_536);
        HttpEndpoint gone = new HttpEndpoint(settings, List.of());
        gone.start();
        int port = gone.port();
        gone.close();
        Diagnosis diagnosis = LinkProbe.follow(gate(port, ""));
        assertThat(diagnosis.state()).isEqualTo(Diagnosis.State.FAILED);
        assertThat(diagnosis.message()).contains("not reached", "start the daemon");
        assertThat(diagnosis.lost()).isEqualTo("links in mails lead nowhere");
    }
}
